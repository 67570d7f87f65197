-- +goose Up
-- What a person asks about the own data, and how the committee answers: the days
-- are those of the rule in force when it was asked.
create table data_request (
  tenant {{int}} not null,
  id {{key}} not null,
  person {{key}} not null,
  org {{key}} not null,
  kind {{key}} not null,
  field {{key}} not null,
  body text not null,
  channel {{key}} not null,
  asked_on {{key}} not null,
  asked_at {{int}} not null,
  by_person {{key}} not null,
  reply_due {{key}} not null,
  done_due {{key}} not null,
  state {{key}} not null,
  reply text not null,
  basis text not null,
  closed_on {{key}} not null,
  rule {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, person) references person (tenant, id)
){{strict}};
create index data_request_person on data_request (tenant, person, asked_at);
create index data_request_state on data_request (tenant, state, reply_due);

create table data_request_event (
  tenant {{int}} not null,
  id {{key}} not null,
  request {{key}} not null,
  kind {{key}} not null,
  note text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, request) references data_request (tenant, id)
){{strict}};
create index data_request_event_request on data_request_event (tenant, request, at);

-- Consents and their withdrawals, one row an act, never changed: the last counts.
create table consent (
  tenant {{int}} not null,
  id {{key}} not null,
  person {{key}} not null,
  purpose {{key}} not null,
  given {{bool}} not null,
  text_rule {{key}} not null,
  how {{key}} not null,
  paper text not null,
  day {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, person) references person (tenant, id)
){{strict}};
create index consent_person on consent (tenant, person, purpose, at);

-- A number whose owner withdrew the consent is kept, but shown to the owner alone.
alter table person add column phone_withheld {{bool}} not null default false;
