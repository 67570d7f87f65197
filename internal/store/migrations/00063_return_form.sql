-- +goose Up
-- A table of the level above that a committee fills: the file as it was brought, and
-- the cells chosen for figures, a line each (docs/adr/0073). The file is small and is
-- kept in the row, so that a copy of the database is a copy of it.
create table return_form (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  name text not null,
  places text not null,
  file {{bytes}} not null,
  size {{int}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  created_by {{key}} not null,
  gone_at {{int}},
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index return_form_org on return_form (tenant, org, created_at);

-- Admissions of a period are looked up by their day.
create index member_admitted on member (tenant, admitted_on);
