-- +goose Up
-- A meeting held on paper and entered afterwards says so, and by whom. Rows of
-- meetings run in the system have neither.
alter table meeting add column entered_at {{int}};
alter table meeting add column entered_by {{key}};

-- What was typed of a month held on paper and is not sealed yet: one draft a
-- cell, month and kind. done_at keeps the last facts beside the sealed papers,
-- so that the same sent twice is once.
create table paper_month (
  tenant {{int}} not null,
  org {{key}} not null,
  period {{key}} not null,
  kind {{key}} not null,
  entry text not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  done_at {{int}},
  primary key (tenant, org, period, kind)
){{strict}};
