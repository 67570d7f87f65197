-- +goose Up
alter table agenda_item add column secret {{bool}} not null default false;
alter table agenda_item add column draft text not null default '';
alter table agenda_removed add column later {{bool}} not null default false;
create index agenda_item_source on agenda_item (tenant, source_kind, source_id);
create index agenda_removed_source on agenda_removed (tenant, source_kind, source_id);

create table premeeting (
  tenant {{int}} not null,
  meeting {{key}} not null,
  held_at {{int}} not null,
  assessment text not null,
  drafter {{key}} not null,
  follower {{key}} not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table premeeting_present (
  tenant {{int}} not null,
  meeting {{key}} not null,
  person {{key}} not null,
  primary key (tenant, meeting, person)
){{strict}};

create table premeeting_focus (
  tenant {{int}} not null,
  meeting {{key}} not null,
  item {{key}} not null,
  primary key (tenant, meeting, item)
){{strict}};

create table document (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  origin {{key}} not null,
  number text not null,
  issued_on {{key}} not null,
  issuer text not null,
  abstract text not null,
  summary text not null,
  level {{key}} not null,
  audience {{key}} not null,
  received_on {{key}} not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index document_org on document (tenant, org, received_on);

create table attachment (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  document {{key}} not null,
  item {{key}} not null,
  role {{key}} not null,
  title text not null,
  level {{key}} not null,
  name text not null,
  format {{key}} not null,
  size {{int}} not null,
  sum {{key}} not null,
  unread text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  gone_at {{int}},
  gone_by {{key}},
  primary key (tenant, id)
){{strict}};
create index attachment_meeting on attachment (tenant, meeting, at);
create index attachment_document on attachment (tenant, document, at);
create index attachment_sum on attachment (tenant, sum);

create table papers_sent (
  tenant {{int}} not null,
  meeting {{key}} not null,
  starts_at {{int}} not null,
  at {{int}} not null,
  deadline {{int}} not null,
  rule text not null,
  papers {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, starts_at, at),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table handbook_tick (
  tenant {{int}} not null,
  meeting {{key}} not null,
  part {{key}} not null,
  done_at {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, part),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
