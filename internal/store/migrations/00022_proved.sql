-- +goose Up
-- When the person on this device last typed his password for a step that cannot
-- be taken back; 0: never.
alter table session add column proved_at {{int}} not null default 0;
