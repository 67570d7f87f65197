-- +goose Up
-- Whose meeting it is: of the whole cell (empty), of its committee, of the
-- standing committee. Meetings, the scribe's duty and tasks carry it, because
-- every right over them is asked in that circle.
alter table meeting add column circle {{key}} not null default '';
alter table scribe_now add column circle {{key}} not null default '';
alter table task add column circle {{key}} not null default '';

-- What an extraordinary meeting was called for, and who called it.
alter table meeting add column matter text not null default '';
alter table meeting add column called_by text not null default '';

-- The subject of a thematic or combined meeting, and how its paper came about.
create table topic (
  tenant {{int}} not null,
  meeting {{key}} not null,
  subject text not null,
  question text not null,
  author {{key}} not null,
  approved_on {{key}} not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
