-- +goose Up
-- Whether and when a person is mailed what waits for him (docs/adr/0076). The address is
-- sealed with the person's own key. "link" is what a letter's way out names: it says
-- nothing of the person and stays when the address changes.
create table digest_choice (
  tenant {{int}} not null,
  person {{key}} not null,
  link {{key}} not null,
  address_sealed {{bytes}},
  mail {{bool}} not null,
  hour {{int}} not null,
  days {{key}} not null,
  failed {{int}} not null,
  off_why {{key}} not null,
  off_on {{key}} not null,
  version {{int}} not null,
  primary key (tenant, person)
){{strict}};
create unique index digest_choice_link on digest_choice (tenant, link);
create index digest_choice_due on digest_choice (tenant, mail, hour);
create index digest_choice_off on digest_choice (tenant, off_why);

-- How far the letter of a day came; written before it is sent, so that a crash sends at
-- most one more.
create table digest_sent (
  tenant {{int}} not null,
  person {{key}} not null,
  day {{key}} not null,
  state {{key}} not null,
  tries {{int}} not null,
  n {{int}} not null,
  at {{int}} not null,
  primary key (tenant, person, day)
){{strict}};
create index digest_sent_day on digest_sent (tenant, day);
