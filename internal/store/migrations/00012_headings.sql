-- +goose Up
-- A line that a record brought stays when its heading is taken off the agenda,
-- and then it is a matter of its own, not one of the heading above.
alter table agenda_item add column alone {{bool}} not null default false;
