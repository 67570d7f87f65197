-- +goose Up
-- The committees below one that counts them: how their months come, and the key their
-- files are signed with.
create table counts_committee (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  number {{int}} not null,
  name text not null,
  way {{key}} not null,
  public {{key}} not null,
  from_month {{key}} not null,
  last_month {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create unique index counts_committee_number on counts_committee (tenant, org, number);

-- Their months, every state that stood: one of each committee and month stands now.
create table counts_held (
  tenant {{int}} not null,
  month {{key}} not null,
  committee {{key}} not null,
  n {{int}} not null,
  way {{key}} not null,
  seq {{int}} not null,
  as_at {{int}} not null,
  received_at {{int}} not null,
  over_at {{int}},
  by_person {{key}} not null,
  figures text not null,
  primary key (tenant, month, committee, n),
  foreign key (tenant, committee) references counts_committee (tenant, id)
){{strict}};
