-- +goose Up
-- Visits of the committee to its cells (docs/adr/0072): who goes on which day, what he saw,
-- and what he promised by what day. Who answers for a promise may change; the cell says
-- whether it was kept.
create table visit (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  person {{key}} not null,
  day {{key}} not null,
  saw text not null,
  held_on {{key}} not null,
  dropped_on {{key}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create unique index visit_once on visit (tenant, org, person, day);
create index visit_person on visit (tenant, person, day);
create index visit_day on visit (tenant, day);
create index visit_waiting on visit (tenant, held_on, dropped_on, day);

create table promise (
  tenant {{int}} not null,
  id {{key}} not null,
  visit {{key}} not null,
  org {{key}} not null,
  person {{key}} not null,
  text text not null,
  due_on {{key}} not null,
  outcome text not null,
  closed_on {{key}} not null,
  word {{key}} not null,
  word_on {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, visit) references visit (tenant, id)
){{strict}};
create index promise_visit on promise (tenant, visit);
create index promise_org on promise (tenant, org, closed_on);
create index promise_open on promise (tenant, closed_on, due_on);
create index promise_person on promise (tenant, person, closed_on);
