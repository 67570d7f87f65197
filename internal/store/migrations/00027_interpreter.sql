-- +goose Up
-- Who interprets in a meeting, into which language; by name, since he need not be a member.
create table interpreter (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  full_name text not null,
  language text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, id)
){{strict}};
