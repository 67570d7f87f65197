-- +goose Up
-- The key of each person, wrapped by the committee's. Whoever deletes the row makes
-- all that was sealed with it unreadable for good (docs/adr/0041).
create table person_key (
  tenant {{int}} not null,
  person {{key}} not null,
  sealed {{bytes}} not null,
  primary key (tenant, person)
){{strict}};

-- phone and identity_sealed of before are moved at the next start, then sealing is 1
-- and phone is empty.
alter table person add column phone_sealed {{bytes}};
alter table person add column sealing {{int}} not null default 0;
create index person_unsealed on person (tenant, id) where sealing = 0;

-- Rows of lists are sealed while they wait and emptied once they are taken in.
alter table import_row add column sealing {{int}} not null default 0;
create index import_row_unsealed on import_row (tenant, import, line) where sealing = 0;

-- How a person's data may be used (docs/adr/0042): no row is active. A step waits in
-- ask until a second person agrees or says why not.
create table data_state (
  tenant {{int}} not null,
  person {{key}} not null,
  org {{key}} not null,
  state {{key}} not null,
  since {{int}} not null,
  ask {{key}} not null,
  reason text not null,
  request {{key}} not null,
  asked_by {{key}} not null,
  asked_at {{int}} not null,
  decided_by {{key}} not null,
  decided_at {{int}} not null,
  refusal text not null,
  version {{int}} not null,
  primary key (tenant, person),
  foreign key (tenant, person) references person (tenant, id)
){{strict}};

-- A restricted record opened for one person for some minutes, by two.
create table data_opening (
  tenant {{int}} not null,
  person {{key}} not null,
  viewer {{key}} not null,
  until_at {{int}} not null,
  agreed_by {{key}} not null,
  primary key (tenant, viewer, person)
){{strict}};

-- An entry of the log whose words were erased names the entry that erased it.
alter table audit_entry add column erased_by {{key}} not null default '';
create index audit_entry_object on audit_entry (tenant, object_id);
