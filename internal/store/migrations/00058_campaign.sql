-- +goose Up
-- A campaign of the committee over its cells (docs/adr/0069). What it says is kept
-- edition by edition: an answer stays with the edition it answered. One row a cell is
-- made at sending; whether the cell has a day, met and gave tasks follows from its
-- meetings and is not kept here.
create table campaign (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  state {{key}} not null,
  period {{key}} not null,
  kinds text not null,
  edition {{int}} not null,
  sent_on {{key}} not null,
  closed_on {{key}} not null,
  causes text not null,
  version {{int}} not null,
  created_at {{int}} not null,
  created_by {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index campaign_org on campaign (tenant, org, created_at);

create table campaign_edition (
  tenant {{int}} not null,
  campaign {{key}} not null,
  n {{int}} not null,
  topic text not null,
  why text not null,
  material text not null,
  questions text not null,
  due {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, campaign, n),
  foreign key (tenant, campaign) references campaign (tenant, id)
){{strict}};

create table campaign_cell (
  tenant {{int}} not null,
  campaign {{key}} not null,
  org {{key}} not null,
  asked_on {{key}} not null,
  reminded_on {{key}} not null,
  meeting {{key}} not null,
  edition {{int}} not null,
  answers text not null,
  practice text not null,
  shares {{bool}} not null,
  sent_on {{key}} not null,
  sent_by {{key}} not null,
  version {{int}} not null,
  primary key (tenant, campaign, org),
  foreign key (tenant, campaign) references campaign (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index campaign_cell_org on campaign_cell (tenant, org, campaign);

create table campaign_remedy (
  tenant {{int}} not null,
  campaign {{key}} not null,
  n {{int}} not null,
  text text not null,
  owner {{key}} not null,
  due {{key}} not null,
  primary key (tenant, campaign, n),
  foreign key (tenant, campaign) references campaign (tenant, id)
){{strict}};
