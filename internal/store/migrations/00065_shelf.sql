-- +goose Up
-- What cells do well and let others read (docs/adr/0074): the cell's own words with what
-- shows it, shared only when the cell says so; what another cell took from it is a copy
-- with the source named; what the committee suggests, the cell decides. Beside it the
-- cell's proposals to praise, and the outline of a committee's reviews of its campaigns.
create table good_way (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  title text not null,
  done text not null,
  how text not null,
  effort text not null,
  kinds text not null,
  proofs text not null,
  reach {{key}} not null,
  state {{key}} not null,
  shared_on {{key}} not null,
  back_on {{key}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index good_way_org on good_way (tenant, org, state);
create index good_way_shared on good_way (tenant, state, shared_on);

create table good_way_taken (
  tenant {{int}} not null,
  id {{key}} not null,
  way {{key}} not null,
  org {{key}} not null,
  source text not null,
  title text not null,
  done text not null,
  how text not null,
  effort text not null,
  taken_on {{key}} not null,
  word {{key}} not null,
  said text not null,
  said_on {{key}} not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, way) references good_way (tenant, id)
){{strict}};
create unique index good_way_taken_once on good_way_taken (tenant, way, org);
create index good_way_taken_org on good_way_taken (tenant, org, word, taken_on);

create table good_way_hint (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  way {{key}} not null,
  campaign {{key}} not null,
  words text not null,
  on_day {{key}} not null,
  state {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create unique index good_way_hint_once on good_way_hint (tenant, org, way, campaign);

create table praise_proposal (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  praise {{key}} not null,
  meeting {{key}} not null,
  member {{key}} not null,
  whom text not null,
  deed text not null,
  asked {{key}} not null,
  sent_on {{key}} not null,
  sent_by {{key}} not null,
  back_on {{key}} not null,
  outcome {{key}} not null,
  outcome_on {{key}} not null,
  note text not null,
  outcome_by {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create unique index praise_proposal_once on praise_proposal (tenant, praise);
create index praise_proposal_org on praise_proposal (tenant, org, sent_on);
create index praise_proposal_sent on praise_proposal (tenant, back_on, sent_on);
create index praise_proposal_member on praise_proposal (tenant, member);

create table review_outline (
  tenant {{int}} not null,
  org {{key}} not null,
  kind {{key}} not null,
  body text not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, kind)
){{strict}};
