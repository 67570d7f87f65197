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
