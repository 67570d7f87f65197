-- +goose Up
-- As which of his posts the person works on this device, "post|org"; empty: the
-- first in the order of the homes. It decides what is shown, never what may be done.
alter table session add column acting {{key}} not null default '';
