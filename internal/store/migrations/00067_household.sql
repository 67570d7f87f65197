-- +goose Up
-- Members in charge of households (docs/adr/0075): how many a cell has, in which groups, by
-- whom. A group is a name and a number; no householder is ever named, and what was heard on
-- a door is not kept here. A round is that a group was visited in a quarter, nothing more.
create table household_cell (
  tenant {{int}} not null,
  org {{key}} not null,
  households {{int}} not null,
  as_of {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};

create table household_group (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  name text not null,
  households {{int}} not null,
  member {{key}} not null,
  given_on {{key}} not null,
  ended_on {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index household_group_org on household_group (tenant, org, ended_on);
create index household_group_member on household_group (tenant, member);
create index household_group_ended on household_group (tenant, ended_on);

create table household_round (
  tenant {{int}} not null,
  household_group {{key}} not null,
  quarter {{key}} not null,
  org {{key}} not null,
  visited_on {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, household_group, quarter),
  foreign key (tenant, household_group) references household_group (tenant, id)
){{strict}};
create index household_round_quarter on household_round (tenant, quarter);

create table household_excuse (
  tenant {{int}} not null,
  org {{key}} not null,
  member {{key}} not null,
  reason {{key}} not null,
  since {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, member),
  foreign key (tenant, member) references member (tenant, id)
){{strict}};
create index household_excuse_member on household_excuse (tenant, member);
create index household_excuse_since on household_excuse (tenant, since);
