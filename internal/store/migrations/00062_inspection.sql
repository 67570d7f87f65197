-- +goose Up
-- Programmes of inspection and supervision of a committee and of a cell: subjects in general
-- words, dated steps, a result of a closed list. Never who is inspected, never what was found.
create table inspection_year (
  tenant {{int}} not null,
  org {{key}} not null,
  year {{int}} not null,
  adopted_on {{key}} not null,
  entered_on {{key}} not null,
  meeting {{key}} not null,
  minutes_no text not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, year),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index inspection_year_year on inspection_year (tenant, year);

create table inspection_item (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  year {{int}} not null,
  kind {{key}} not null,
  ground {{key}} not null,
  subject text not null,
  period {{key}} not null,
  made_on {{key}} not null,
  result {{key}} not null,
  closed_on {{key}} not null,
  dropped_on {{key}} not null,
  drop_reason text not null,
  rule {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index inspection_item_org on inspection_item (tenant, org, year);
create index inspection_item_year on inspection_item (tenant, year);

create table inspection_step (
  tenant {{int}} not null,
  item {{key}} not null,
  step {{key}} not null,
  day {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, item, step),
  foreign key (tenant, item) references inspection_item (tenant, id)
){{strict}};
