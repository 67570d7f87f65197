-- +goose Up
-- Tasks between meetings: who helps the owner, the day the owner asks for, how
-- a task stood when a meeting opened; and the standing duties of a year.

alter table task add column helper {{key}} not null default '';
alter table task add column asked_due {{key}} not null default '';
alter table resolution_item add column helper {{key}} not null default '';

create index task_helper on task (tenant, helper);

create table task_at_opening (
  tenant {{int}} not null,
  meeting {{key}} not null,
  task {{key}} not null,
  owner_name text not null,
  deed text not null,
  due {{key}} not null,
  state {{key}} not null,
  said text not null,
  primary key (tenant, meeting, task),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table duty_year (
  tenant {{int}} not null,
  org {{key}} not null,
  year {{int}} not null,
  adopted_on {{key}} not null,
  meeting {{key}},
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, year),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};

create table duty (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  year {{int}} not null,
  member {{key}} not null,
  what text not null,
  product text not null,
  due {{key}} not null,
  rhythm {{key}} not null,
  helper {{key}} not null,
  place text not null,
  given_on {{key}} not null,
  ended_on {{key}},
  end_reason text not null,
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index duty_cell on duty (tenant, org, year);
create index duty_member on duty (tenant, member, year);
create index duty_helper on duty (tenant, helper);

create table duty_event (
  tenant {{int}} not null,
  id {{key}} not null,
  duty {{key}} not null,
  kind {{key}} not null,
  note text not null,
  detail text not null,
  meeting {{key}},
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, duty) references duty (tenant, id)
){{strict}};
create index duty_event_duty on duty_event (tenant, duty, at);
create index duty_event_meeting on duty_event (tenant, meeting);
