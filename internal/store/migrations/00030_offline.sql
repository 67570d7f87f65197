-- +goose Up
-- Devices taken along to a meeting (docs/adr/0045). Of the pass only a hash is kept.
create table hall_device (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  person {{key}} not null,
  session {{key}} not null,
  secret_hash {{bytes}} not null,
  label text not null,
  made_at {{int}} not null,
  last_seq {{int}} not null,
  waiting {{int}} not null,
  read_to {{int}} not null,
  last_sent_at {{int}},
  done_at {{int}},
  revoked_at {{int}},
  given_up_at {{int}},
  given_up_by {{key}} not null,
  given_up_why text not null,
  primary key (tenant, id)
){{strict}};
create index hall_device_meeting on hall_device (tenant, meeting, made_at);
create index hall_device_person on hall_device (tenant, person);

-- How far a meeting's log has come: one row a meeting that was taken along. Whoever
-- writes into the log locks it first, so that arrival has one order.
create table hall (
  tenant {{int}} not null,
  meeting {{key}} not null,
  last {{int}} not null,
  lamport {{int}} not null,
  primary key (tenant, meeting)
){{strict}};

-- What was done on the devices, and by forms meanwhile (device "web"); n is the
-- order of arrival, held_at when it was done by the server's clock.
create table hall_op (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  n {{int}} not null,
  device {{key}} not null,
  seq {{int}} not null,
  lamport {{int}} not null,
  at {{int}} not null,
  held_at {{int}} not null,
  kind {{key}} not null,
  entry {{key}} not null,
  value text not null,
  saw text not null,
  person {{key}} not null,
  received_at {{int}} not null,
  primary key (tenant, meeting, id)
){{strict}};
create index hall_op_n on hall_op (tenant, meeting, n);
create unique index hall_op_seq on hall_op (tenant, meeting, device, seq);

-- The night that forgets the log of meetings long sealed finds them by this.
create index meeting_sealed on meeting (tenant, sealed_at);

-- How each entry stands: what the room said when it was last looked at, and
-- why the room refused what the devices say.
create table hall_entry (
  tenant {{int}} not null,
  meeting {{key}} not null,
  entry {{key}} not null,
  stands text not null,
  code {{key}} not null,
  told text not null,
  primary key (tenant, meeting, entry)
){{strict}};
