-- +goose Up
-- The committee asks a cell about its score before it confirms, and the cell answers, once each.
alter table meeting_score add column question text not null default '';
alter table meeting_score add column question_by {{key}} not null default '';
alter table meeting_score add column question_at {{int}};
alter table meeting_score add column reply text not null default '';
alter table meeting_score add column reply_by {{key}} not null default '';
alter table meeting_score add column reply_at {{int}};
