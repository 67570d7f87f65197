-- +goose Up
-- The desk asks of every committee at once which campaigns are open.
create index campaign_open on campaign (tenant, closed_on, id);
