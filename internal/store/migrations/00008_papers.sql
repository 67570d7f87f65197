-- +goose Up
-- Who gets papers printed because no phone is used: set by the cell's secretary.
alter table member add column paper_only {{bool}} not null default false;

-- What a cell asks of the committee above in the report of a meeting.
create table report_note (
  tenant {{int}} not null,
  meeting {{key}} not null,
  proposals text not null,
  version {{int}} not null,
  updated_at {{int}} not null,
  updated_by {{key}} not null,
  primary key (tenant, meeting)
){{strict}};
