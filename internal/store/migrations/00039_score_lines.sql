-- +goose Up
-- Points of a meeting are hundredths from now on, and stand line by line beside
-- the facts they were given on. Whose table it was is kept, so that an old month
-- reads as it was scored.
update meeting_score set suggested = suggested * 100, self = self * 100, voted = voted * 100, confirmed = confirmed * 100;
alter table meeting_score add column table_rule {{key}} not null default '';
alter table meeting_score add column out_of {{int}} not null default 10000;
alter table meeting_score add column decision text not null default '';
alter table meeting_score add column decision_day {{key}} not null default '';
alter table meeting_score add column answer text not null default '';
alter table meeting_score add column answered_at {{int}};

create table score_line (
  tenant {{int}} not null,
  meeting {{key}} not null,
  code {{key}} not null,
  suggested {{int}},
  policy {{key}} not null,
  self {{int}},
  reason text not null,
  voted {{int}},
  confirmed {{int}},
  confirmed_reason text not null,
  primary key (tenant, meeting, code),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

-- What was counted when it was scored: numbers, never a name.
create table score_fact (
  tenant {{int}} not null,
  meeting {{key}} not null,
  metric {{key}} not null,
  num {{int}} not null,
  den {{int}} not null,
  primary key (tenant, meeting, metric),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

-- Who scores in one meeting, from the opening until its minutes are confirmed.
create table scorer_now (
  tenant {{int}} not null,
  person {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  given_at {{int}} not null,
  given_by {{key}} not null,
  primary key (tenant, person, meeting)
){{strict}};
create index scorer_now_meeting on scorer_now (tenant, meeting);
