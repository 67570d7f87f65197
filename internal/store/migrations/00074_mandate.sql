-- +goose Up
-- A numbered decision under which an inspection officer of the committee reads the sealed
-- minutes of some cells and months until a day (docs/adr/0071), and who opened what of a cell
-- from above: under a decision, or because the cell had formally sent it.
create table mandate (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  person {{key}} not null,
  number {{key}} not null,
  issued_on {{key}} not null,
  issuer text not null,
  from_month {{key}} not null,
  until_month {{key}} not null,
  ends_on {{key}} not null,
  told {{key}} not null,
  entered_on {{key}} not null,
  ended_on {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index mandate_org on mandate (tenant, org, ends_on);
create index mandate_ends on mandate (tenant, ends_on);
create index mandate_person on mandate (tenant, person, ends_on);

create table mandate_cell (
  tenant {{int}} not null,
  mandate {{key}} not null,
  org {{key}} not null,
  primary key (tenant, mandate, org),
  foreign key (tenant, mandate) references mandate (tenant, id)
){{strict}};
create index mandate_cell_org on mandate_cell (tenant, org);

create table paper_opening (
  tenant {{int}} not null,
  org {{key}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  viewer {{key}} not null,
  mandate {{key}} not null,
  day {{key}} not null,
  times {{int}} not null,
  last_at {{int}} not null,
  primary key (tenant, org, day, paper, version, viewer, mandate)
){{strict}};
create index paper_opening_viewer on paper_opening (tenant, viewer, day);
create index paper_opening_day on paper_opening (tenant, day);
