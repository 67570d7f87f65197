-- +goose Up
-- An activity may have an end of its own: until_day is the first day on which
-- it no longer holds. place is where, when that is no cell kept here; counts
-- is where one sent to strengthen another cell counts; rule the rule that said
-- so on the day of the decision; vote the vote that decided.
alter table member_event add column until_day {{key}};
alter table member_event add column place text not null default '';
alter table member_event add column counts {{key}} not null default '';
alter table member_event add column rule {{key}} not null default '';
alter table member_event add column vote {{key}} not null default '';

-- A task of a cell that became part of another: where it was until which day.
alter table task add column came_from {{key}} not null default '';
alter table task add column came_on {{key}} not null default '';
create index task_came on task (tenant, came_from, came_on);

-- The second cell of one who takes part elsewhere in the same committee for a
-- time: derived from member_event beside member_span, which keeps the first.
create table member_stay (
  tenant {{int}} not null,
  member {{key}} not null,
  from_day {{key}} not null,
  to_day {{key}},
  org {{key}} not null,
  standing {{key}} not null,
  activity {{key}} not null,
  primary key (tenant, member, from_day)
){{strict}};
create index member_stay_org on member_stay (tenant, org, from_day);

-- A member's request to be exempt, as it was asked and as the cell decided.
-- until_day is empty where no end was asked for.
create table exemption (
  tenant {{int}} not null,
  id {{key}} not null,
  member {{key}} not null,
  org {{key}} not null,
  manner {{key}} not null,
  reason {{key}} not null,
  asked_on {{key}} not null,
  from_day {{key}} not null,
  until_day {{key}} not null,
  state {{key}} not null,
  vote {{key}} not null,
  decided_on {{key}} not null,
  rule {{key}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, member) references member (tenant, id)
){{strict}};
create index exemption_member on exemption (tenant, member, created_at);
create index exemption_org on exemption (tenant, org, state);

-- One month of dues of one member, in whole đồng, as the cell took it down.
-- The ledger of rates and of what is sent up hangs on the same key.
create table due (
  tenant {{int}} not null,
  member {{key}} not null,
  month {{key}} not null,
  org {{key}} not null,
  state {{key}} not null,
  amount {{int}} not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, member, month),
  foreign key (tenant, member) references member (tenant, id)
){{strict}};
create index due_org on due (tenant, org, month);

-- The month's sum as it stood when dues were last taken down, under the rule
-- that said who is asked: what minutes and resolution print.
create table due_month (
  tenant {{int}} not null,
  org {{key}} not null,
  month {{key}} not null,
  paid {{int}} not null,
  waived {{int}} not null,
  unpaid {{int}} not null,
  amount {{int}} not null,
  rule {{key}} not null,
  at {{int}} not null,
  primary key (tenant, org, month)
){{strict}};
