-- +goose Up
-- Signs that a meeting may have been held on paper only (docs/adr/0057): one row a
-- meeting and kind. Words are not kept here: a page compares the papers anew.
create table finding (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  meeting {{key}} not null,
  kind text not null,
  n {{int}} not null,
  of_all {{int}} not null,
  other {{key}} not null,
  rule text not null,
  found_at {{int}} not null,
  told_on text not null,
  gone_at {{int}},
  answer text not null,
  answered_by {{key}} not null,
  answered_at {{int}},
  version {{int}} not null,
  primary key (tenant, id),
  unique (tenant, meeting, kind)
){{strict}};
create index finding_org on finding (tenant, org, found_at);
create index finding_told on finding (tenant, found_at);

-- Fingerprints of sealed papers, by which a like text is found among many. Nobody
-- can read a word out of them.
create table text_mark (
  tenant {{int}} not null,
  mark {{int}} not null,
  paper {{key}} not null,
  org {{key}} not null,
  meeting {{key}} not null,
  kind text not null,
  day text not null,
  primary key (tenant, mark, paper)
){{strict}};
create index text_mark_org on text_mark (tenant, org, day);

-- Whether what the chair named to do better came true, told at the next meeting.
create table lack_outcome (
  tenant {{int}} not null,
  meeting {{key}} not null,
  n {{int}} not null,
  outcome text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, n)
){{strict}};
create index meeting_day on meeting (tenant, day);
