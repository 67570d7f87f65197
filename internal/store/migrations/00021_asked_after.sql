-- +goose Up
-- On which days a comrade was asked after: a day, no word of what was said (docs/adr/0031).
create table asked_after (
  tenant {{int}} not null,
  member {{key}} not null,
  day {{key}} not null,
  by_person {{key}} not null,
  primary key (tenant, member, day),
  foreign key (tenant, member) references member (tenant, id)
){{strict}};

-- A member's own file holds what he said himself.
create index opinion_member on opinion (tenant, member);
