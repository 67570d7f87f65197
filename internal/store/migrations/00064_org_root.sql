-- +goose Up
-- The organisation above all others is looked up on nearly every page of a committee:
-- one entry of an index, not a walk over its cells.
create index org_edge_parent on org_edge (tenant, parent, valid_from);
