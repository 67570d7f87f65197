-- +goose Up
-- Plans of the committee to help a cell in trouble (docs/adr/0070): who helps, what, until
-- when and why, with steps. Only the cell's word settles one; the committee may withdraw it
-- with a reason that the cell reads.
create table assist_plan (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  came_from {{key}} not null,
  person {{key}} not null,
  aim text not null,
  reasons {{key}} not null,
  why text not null,
  made_on {{key}} not null,
  until_on {{key}} not null,
  word {{key}} not null,
  word_on {{key}} not null,
  word_text text not null,
  closed_on {{key}} not null,
  closing {{key}} not null,
  closing_text text not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index assist_plan_org on assist_plan (tenant, org, closed_on);
create index assist_plan_open on assist_plan (tenant, closed_on, until_on);
create index assist_plan_person on assist_plan (tenant, person, closed_on);

create table assist_step (
  tenant {{int}} not null,
  plan {{key}} not null,
  n {{int}} not null,
  text text not null,
  due_on {{key}} not null,
  result text not null,
  done_on {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, plan, n),
  foreign key (tenant, plan) references assist_plan (tenant, id)
){{strict}};
create index assist_step_due on assist_step (tenant, done_on, due_on);
