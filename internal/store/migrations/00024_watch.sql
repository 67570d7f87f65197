-- +goose Up
-- How many persons a look showed: one for a record, all of a list that left the house.
alter table record_view add column persons {{int}} not null default 1;
create index record_view_viewer on record_view (tenant, viewer, last_at);

-- One viewer opened the records of many persons in a short time.
create table read_alarm (
  tenant {{int}} not null,
  id {{key}} not null,
  viewer {{key}} not null,
  post {{key}} not null,
  at {{int}} not null,
  persons {{int}} not null,
  minutes {{int}} not null,
  rule {{key}} not null,
  seen_at {{int}},
  seen_by {{key}} not null,
  note text not null,
  primary key (tenant, id)
){{strict}};
create index read_alarm_viewer on read_alarm (tenant, viewer, at);
create index read_alarm_at on read_alarm (tenant, at);
