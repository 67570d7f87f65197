-- +goose Up
-- The yearly list of matters that stand under the supervision of members and staff in an
-- office, a school, a health station (docs/adr/0075): what, which office of the unit answers
-- for it, by what day the cell hears of it. Nobody is named. A line is adopted in a meeting.
create table matter (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  year {{int}} not null,
  what text not null,
  office text not null,
  report_on {{key}} not null,
  adopted_on {{key}} not null,
  meeting {{key}} not null,
  paper text not null,
  outcome text not null,
  reported_on {{key}} not null,
  closed_on {{key}} not null,
  close_reason text not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index matter_org on matter (tenant, org, year);
