-- +goose Up
-- What a cell, or a committee, means to reach in a term or a year (docs/adr/0075): targets
-- stand in editions, each adopted in a meeting; a target keeps its id from one edition to
-- the next, and its figures hang on the id. A figure is never overwritten: a correction is
-- the next n of its month.
create table programme (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  kind {{key}} not null,
  title text not null,
  from_day {{key}} not null,
  to_day {{key}} not null,
  adopted_on {{key}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create unique index programme_once on programme (tenant, org, kind, from_day);
create index programme_running on programme (tenant, to_day);

create table programme_edition (
  tenant {{int}} not null,
  programme {{key}} not null,
  n {{int}} not null,
  reason text not null,
  adopted_on {{key}} not null,
  meeting {{key}} not null,
  paper text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, programme, n),
  foreign key (tenant, programme) references programme (tenant, id)
){{strict}};

create table programme_target (
  tenant {{int}} not null,
  programme {{key}} not null,
  edition {{int}} not null,
  id {{key}} not null,
  position {{int}} not null,
  text text not null,
  measure {{key}} not null,
  unit text not null,
  start_value {{key}} not null,
  goal {{key}} not null,
  from_day {{key}} not null,
  due_on {{key}} not null,
  origin {{key}} not null,
  follower {{key}} not null,
  primary key (tenant, programme, edition, id),
  foreign key (tenant, programme, edition) references programme_edition (tenant, programme, n)
){{strict}};
create index programme_target_id on programme_target (tenant, id);

create table programme_figure (
  tenant {{int}} not null,
  target {{key}} not null,
  month {{key}} not null,
  n {{int}} not null,
  programme {{key}} not null,
  as_of {{key}} not null,
  value {{key}} not null,
  reason text not null,
  stands {{bool}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, target, month, n),
  foreign key (tenant, programme) references programme (tenant, id)
){{strict}};
create index programme_figure_of on programme_figure (tenant, programme);

-- The target of a programme a task serves.
alter table resolution_item add column target {{key}} not null default '';
create index resolution_item_target on resolution_item (tenant, target);
