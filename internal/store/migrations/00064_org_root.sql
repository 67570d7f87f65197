-- +goose Up
-- Two things nearly every desk of a committee asks for are looked up where they are few,
-- not by a walk over its cells: the organisation above all others, and the meetings of a
-- month that were not opened yet.
create index org_edge_parent on org_edge (tenant, parent, valid_from);
create index meeting_unopened on meeting (tenant, opened_at, period);
