-- +goose Up
-- What is sent before a meeting to be read out in it (docs/adr/0047). Where the
-- author chose no name, nothing here says who: no member, a day without an hour, an
-- id that is not made of time.
create table opinion_ahead (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  item {{key}} not null,
  member {{key}} not null,
  gist text not null,
  typed_by {{key}} not null,
  receipt_hash {{bytes}} not null,
  sent_on {{key}} not null,
  read_at {{int}},
  read_by {{key}} not null,
  primary key (tenant, id)
){{strict}};
create index opinion_ahead_meeting on opinion_ahead (tenant, meeting);
create index opinion_ahead_member on opinion_ahead (tenant, member);
create unique index opinion_ahead_receipt on opinion_ahead (tenant, receipt_hash);
-- When the words of one who reads no screen were read back to him.
alter table opinion add column read_back_at {{int}} not null default 0;
-- Checking in by a code: the meeting's secret, whether the code stands open, and
-- how many heads were counted in the room.
create table checkin (
  tenant {{int}} not null,
  meeting {{key}} not null,
  secret {{bytes}} not null,
  open_at {{int}},
  counted {{int}} not null,
  counted_at {{int}},
  counted_by {{key}} not null,
  primary key (tenant, meeting)
){{strict}};
-- Who said that he is there, by which way: a proposal until the scribe takes it. The
-- step of the code that was used is kept, so that none is used twice.
create table checkin_told (
  tenant {{int}} not null,
  meeting {{key}} not null,
  member {{key}} not null,
  method {{key}} not null,
  step {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  settled_at {{int}},
  primary key (tenant, meeting, member)
){{strict}};
-- Who may take members' own codes down, in one meeting, until it is closed.
create table roll_helper (
  tenant {{int}} not null,
  person {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  given_at {{int}} not null,
  given_by {{key}} not null,
  primary key (tenant, person, meeting)
){{strict}};
create index roll_helper_meeting on roll_helper (tenant, meeting);
