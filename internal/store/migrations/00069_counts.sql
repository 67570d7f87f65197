-- +goose Up
-- A committee's months as they went up (docs/adr/0077): every statement it made, with
-- its number that rises, as bytes. They hold numbers of cells and nothing of anybody.
create table counts_made (
  tenant {{int}} not null,
  seq {{int}} not null,
  month {{key}} not null,
  way {{key}} not null,
  above {{int}} not null,
  as_at {{int}} not null,
  made_by {{key}} not null,
  digest {{key}} not null,
  body text not null,
  delivered_at {{int}},
  primary key (tenant, seq)
){{strict}};
create index counts_made_month on counts_made (tenant, month, seq);

-- Whether a committee lets its months go up to one above on the same server, and what
-- came of it last. One row a committee; who said so stands in the log.
create table counts_upward (
  tenant {{int}} not null primary key,
  above {{int}} not null,
  on_since {{key}} not null,
  said_by {{key}} not null,
  state {{key}} not null,
  sent_at {{int}},
  version {{int}} not null
){{strict}};
