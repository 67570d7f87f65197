-- +goose Up
-- What one cell got: its page, and what waits there.
create index directive_cell_org on directive_cell (tenant, org, sent_on);
