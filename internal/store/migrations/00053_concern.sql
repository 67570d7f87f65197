-- +goose Up
-- What a member, the people or a mass organisation raised, and the answer owed
-- (docs/adr/0067). Words are sealed for the committee. Of one raised without a name
-- nothing here leads to a person: no author, a day without an hour, an id that is
-- not made of time.
create table concern (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  source {{key}} not null,
  topic {{key}} not null,
  naming {{key}} not null,
  addressee {{key}} not null,
  author {{key}} not null,
  typed_by {{key}} not null,
  voice text not null,
  body text not null,
  issue text not null,
  agreed {{bool}} not null,
  receipt_hash {{bytes}},
  answerer {{key}} not null,
  state {{key}} not null,
  raised_on {{key}} not null,
  due_on {{key}} not null,
  rule text not null,
  round {{int}} not null,
  answer text not null,
  answered_on {{key}} not null,
  answered_by {{key}} not null,
  help text not null,
  help_until {{key}} not null,
  closed_on {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index concern_org on concern (tenant, org, raised_on);
create index concern_open on concern (tenant, closed_on, org);
create index concern_answerer on concern (tenant, answerer, closed_on);
create index concern_addressee on concern (tenant, addressee, closed_on);
create unique index concern_receipt on concern (tenant, receipt_hash);
create index concern_author on concern (tenant, author, raised_on);

create table concern_event (
  tenant {{int}} not null,
  concern {{key}} not null,
  n {{int}} not null,
  kind {{key}} not null,
  day {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, concern, n),
  foreign key (tenant, concern) references concern (tenant, id)
){{strict}};
