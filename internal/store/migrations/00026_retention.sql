-- +goose Up
-- What each night took away because its time was over: which class, how many
-- rows, under which rule. No content, nobody's name.
create table retention_run (
  tenant {{int}} not null,
  day {{key}} not null,
  class {{key}} not null,
  rule {{key}} not null,
  before {{key}} not null,
  n {{int}} not null,
  done_at {{int}},
  primary key (tenant, day, class)
){{strict}};

-- Each night asks for the oldest rows: an index of time for every table it clears.
create index record_view_hour on record_view (tenant, hour);
create index session_revoked on session (tenant, revoked_at);
create index session_created on session (tenant, created_at);
create index session_expires on session (tenant, expires_at);
create index enrolment_expires on enrolment (tenant, expires_at);
create index import_created on import (tenant, created_at);
create index idempotency_at on idempotency (tenant, at);
create index data_request_closed on data_request (tenant, closed_on);
create index consent_at on consent (tenant, at);
create index reminder_closed on reminder (tenant, closed_on);
create index asked_after_day on asked_after (tenant, day);
create index due_month_of on due (tenant, month);
create index duty_year_of on duty (tenant, year);
create index member_ended on member (tenant, ended_on);

-- Data that got out: since when, by whom or through which device, and the hours
-- in which it has to be told.
create table breach (
  tenant {{int}} not null,
  id {{key}} not null,
  found_at {{int}} not null,
  since {{int}} not null,
  until {{int}} not null,
  viewer {{key}} not null,
  session {{key}} not null,
  everyone {{bool}} not null,
  body text not null,
  rule {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  told_on {{key}} not null,
  told_ref text not null,
  told_by {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id)
){{strict}};
create index breach_at on breach (tenant, found_at);
create index breach_told on breach (tenant, told_on);

-- On which days the impact assessment was filed or renewed.
create table assessment_filed (
  tenant {{int}} not null,
  day {{key}} not null,
  ref text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, day)
){{strict}};
