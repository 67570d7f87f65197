-- +goose Up
-- A month of a cell without a meeting (docs/adr/0076): when the committee last asked
-- after it, the cell's own word that it does not meet, and what the committee answered.
-- One row a cell and month; what was said before stands in the log.
create table cell_silence (
  tenant {{int}} not null,
  org {{key}} not null,
  month {{key}} not null,
  reminded_on {{key}} not null,
  reminded_by {{key}} not null,
  said_on {{key}} not null,
  said_by {{key}} not null,
  reason {{key}} not null,
  note text not null,
  accepted_on {{key}} not null,
  asked_on {{key}} not null,
  question text not null,
  answered_on {{key}} not null,
  judged_by {{key}} not null,
  version {{int}} not null,
  primary key (tenant, month, org),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index cell_silence_org on cell_silence (tenant, org, month);
