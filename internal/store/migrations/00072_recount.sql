-- +goose Up
-- What a night found that derived every cell's month again and compared: how many rows,
-- how many that did not say what their cell's rows say. A row a committee and night.
create table recount_run (
  tenant {{int}} not null,
  day {{key}} not null,
  n {{int}} not null,
  differing {{int}} not null,
  done_at {{int}} not null,
  primary key (tenant, day)
){{strict}};
