-- +goose Up
-- Tells at once whether a month was counted anew since a page was made.
create index cell_month_computed on cell_month (tenant, computed_at);
create index meeting_score_open on meeting_score (tenant, confirmed, meeting);
