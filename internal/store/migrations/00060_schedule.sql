-- +goose Up
-- The schedule of a month over all cells (docs/adr/0072): which day, hour and place of a
-- meeting the committee approved, and the notice that told the cells. Whether a cell has
-- registered follows from its meeting and is not kept here; an approval stands as long as
-- the meeting stands where it was approved.
create table schedule_approval (
  tenant {{int}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  month {{key}} not null,
  starts_at {{int}} not null,
  place text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index schedule_approval_month on schedule_approval (tenant, month);

-- Of each month the notices in their order, the last of which holds. Words is what it said:
-- cells, days, places, no person.
create table schedule_notice (
  tenant {{int}} not null,
  org {{key}} not null,
  month {{key}} not null,
  n {{int}} not null,
  number {{int}} not null,
  issued_on {{key}} not null,
  words text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, month, n),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index schedule_notice_month on schedule_notice (tenant, month);
