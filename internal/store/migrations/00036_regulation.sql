-- +goose Up
-- What a committee adopted for itself beside the shipped rules (docs/adr/0053): the
-- text as it was adopted, who proposed it and who agreed. Nothing is ever deleted: a
-- result of the past finds the version it was made under.
create table regulation (
  tenant {{int}} not null,
  id {{key}} not null,
  rule {{key}} not null,
  edition {{int}} not null,
  pack {{key}} not null,
  body text not null,
  position {{int}} not null,
  origin {{key}} not null,
  pattern {{key}} not null,
  from_day {{key}} not null,
  to_day {{key}} not null,
  state {{key}} not null,
  why text not null,
  proposed_at {{int}} not null,
  proposed_by {{key}} not null,
  decided_at {{int}},
  decided_by {{key}} not null,
  refusal text not null,
  end_day {{key}} not null,
  end_why text not null,
  end_at {{int}},
  end_by {{key}} not null,
  ended_at {{int}},
  ended_by {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id)
){{strict}};
create unique index regulation_rule on regulation (tenant, rule, edition);
create index regulation_state on regulation (tenant, state, from_day);
