-- +goose Up
-- What the minutes said, part by part, when the cell agreed to them on a page: a hash,
-- so that what is entered afterwards is read again and not signed unread.
create table minutes_read (
  tenant {{int}} not null,
  meeting {{key}} not null,
  part {{key}} not null,
  digest {{bytes}} not null,
  primary key (tenant, meeting, part)
){{strict}};
