-- +goose Up
-- What is recorded while people talk, and what the cell says of its own meeting.
alter table agenda_item add column started_at {{int}} not null default 0;

alter table opinion add column bare {{bool}} not null default false;
alter table opinion add column version {{int}} not null default 1;

-- A vote counted by tellers on paper: ballots given out, taken back, valid.
alter table vote add column method {{key}} not null default 'hands';
alter table vote add column issued {{int}} not null default 0;
alter table vote add column returned {{int}} not null default 0;
alter table vote add column valid {{int}} not null default 0;

create table reserved_opinion (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  member {{key}} not null,
  person {{key}} not null,
  vote {{key}} not null,
  gist text not null,
  addressee {{key}} not null,
  printed {{bool}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
create index reserved_opinion_meeting on reserved_opinion (tenant, meeting, at);
create index reserved_opinion_org on reserved_opinion (tenant, org, at);
create index reserved_opinion_addressee on reserved_opinion (tenant, addressee, at);
create index reserved_opinion_person on reserved_opinion (tenant, person, at);

create table praise (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  member {{key}} not null,
  body text not null,
  deed text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
create index praise_meeting on praise (tenant, meeting, at);
create index praise_member on praise (tenant, member);

create table reminder (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  member {{key}} not null,
  person {{key}} not null,
  gist text not null,
  helper {{key}} not null,
  look_on {{key}} not null,
  again {{bool}} not null,
  named {{bool}} not null,
  closed_on {{key}},
  at {{int}} not null,
  by_person {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
create index reminder_org on reminder (tenant, org, closed_on);
create index reminder_person on reminder (tenant, person, closed_on);
create index reminder_meeting on reminder (tenant, meeting);

create table shortcoming (
  tenant {{int}} not null,
  meeting {{key}} not null,
  lines text not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

-- Four values that stay apart for ever: suggested by the evidence, proposed by
-- the cell, voted by it, confirmed above.
create table meeting_score (
  tenant {{int}} not null,
  meeting {{key}} not null,
  suggested {{int}},
  self {{int}},
  self_reason text not null,
  self_by {{key}} not null,
  self_at {{int}},
  voted {{int}},
  vote {{key}} not null,
  voted_at {{int}},
  confirmed {{int}},
  confirmed_reason text not null,
  confirmed_by {{key}} not null,
  confirmed_at {{int}},
  band text not null,
  band_rule text not null,
  version {{int}} not null,
  primary key (tenant, meeting),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};
