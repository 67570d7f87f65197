-- +goose Up
-- Who proves himself again gets a new token; the former one is known until the new one
-- has arrived, so that a lost answer throws nobody out.
alter table session add column former_hash {{bytes}};
alter table session add column former_until {{int}} not null default 0;
create index session_former on session (tenant, former_hash);
