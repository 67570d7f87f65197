-- +goose Up
-- That the data of one who left are kept by a decision of the committee: its number,
-- its day, until when. What is asked waits beside what holds until a second person
-- agrees (docs/adr/0050).
alter table data_state add column ask_ref text not null default '';
alter table data_state add column ask_on {{key}} not null default '';
alter table data_state add column ask_until {{key}} not null default '';
alter table data_state add column keep_ref text not null default '';
alter table data_state add column keep_on {{key}} not null default '';
alter table data_state add column keep_until {{key}} not null default '';
