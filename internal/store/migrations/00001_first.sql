-- +goose Up
-- Every key, unique index and foreign key begins with tenant (one grassroots
-- committee). {{int}} {{bool}} {{bytes}} {{key}} {{strict}} are rendered per
-- engine by the store: {{key}} is text compared byte by byte on both.

create table tenant (
  tenant {{int}} not null primary key,
  name text not null,
  level text not null,
  place text not null,
  consent_no text not null,
  consent_day {{key}} not null,
  consent_text text not null,
  settings text not null,
  log_key {{bytes}},
  created_at {{int}} not null
){{strict}};

create table setup_link (
  tenant {{int}} not null,
  code_hash {{bytes}} not null,
  expires_at {{int}} not null,
  used_at {{int}},
  primary key (tenant, code_hash)
){{strict}};

create table org (
  tenant {{int}} not null,
  id {{key}} not null,
  code {{key}} not null,
  slug {{key}} not null,
  version {{int}} not null,
  created_at {{int}} not null,
  primary key (tenant, id),
  unique (tenant, code),
  unique (tenant, slug)
){{strict}};

create table org_slug (
  tenant {{int}} not null,
  slug {{key}} not null,
  org {{key}} not null,
  primary key (tenant, slug)
){{strict}};

create table org_edge (
  tenant {{int}} not null,
  org {{key}} not null,
  valid_from {{key}} not null,
  valid_to {{key}},
  parent {{key}},
  name text not null,
  kind {{key}} not null,
  path {{key}} not null,
  position {{int}} not null,
  primary key (tenant, org, valid_from),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index org_edge_path on org_edge (tenant, path, valid_from);

create table org_event (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  kind {{key}} not null,
  day {{key}} not null,
  decision text not null,
  detail text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id)
){{strict}};
create index org_event_org on org_event (tenant, org, day);

-- A number that rises whenever anything changes that a roll shows: one point
-- read tells whether a list is still the one the browser has.
create table roll_revision (
  tenant {{int}} not null primary key,
  n {{int}} not null
){{strict}};

create table term (
  tenant {{int}} not null,
  org {{key}} not null,
  from_day {{key}} not null,
  to_day {{key}},
  primary key (tenant, org, from_day)
){{strict}};

create table person (
  tenant {{int}} not null,
  id {{key}} not null,
  full_name text not null,
  name_key {{key}} not null,
  other_name text not null,
  sex {{key}} not null,
  birth {{key}} not null,
  birth_precision {{key}} not null,
  home text not null,
  phone {{key}} not null,
  ethnicity text not null,
  religion text not null,
  identity_sealed {{bytes}},
  identity_index {{key}},
  version {{int}} not null,
  created_at {{int}} not null,
  primary key (tenant, id)
){{strict}};
create index person_identity on person (tenant, identity_index);

create table member (
  tenant {{int}} not null,
  id {{key}} not null,
  person {{key}} not null,
  card {{key}},
  old_card {{key}},
  card_issuer text not null,
  card_day {{key}} not null,
  admitted_on {{key}} not null,
  official_on {{key}} not null,
  ended_on {{key}},
  identity_match {{key}} not null,
  note text not null,
  version {{int}} not null,
  created_at {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, person) references person (tenant, id)
){{strict}};
create unique index member_card on member (tenant, card);
create index member_old_card on member (tenant, old_card);
create index member_person on member (tenant, person);
create index member_match on member (tenant, identity_match);

create table member_event (
  tenant {{int}} not null,
  id {{key}} not null,
  member {{key}} not null,
  kind {{key}} not null,
  org {{key}},
  from_day {{key}} not null,
  reason text not null,
  decision text not null,
  corrects {{key}},
  recorded_at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, member) references member (tenant, id)
){{strict}};
create index member_event_member on member_event (tenant, member, from_day);

-- Derived from member_event: one row for each stretch of days in which cell,
-- standing and activity stayed the same, so "as at" any day is one range read.
create table member_span (
  tenant {{int}} not null,
  member {{key}} not null,
  from_day {{key}} not null,
  to_day {{key}},
  org {{key}} not null,
  standing {{key}} not null,
  activity {{key}} not null,
  primary key (tenant, member, from_day)
){{strict}};
create index member_span_org on member_span (tenant, org, from_day);

create table member_word (
  tenant {{int}} not null,
  word {{key}} not null,
  member {{key}} not null,
  primary key (tenant, word, member)
){{strict}};
create index member_word_member on member_word (tenant, member);

create table post_holding (
  tenant {{int}} not null,
  id {{key}} not null,
  person {{key}} not null,
  post {{key}} not null,
  org {{key}} not null,
  from_day {{key}} not null,
  to_day {{key}},
  decision text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, person) references person (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index post_holding_person on post_holding (tenant, person, from_day);
create index post_holding_org on post_holding (tenant, org, post);

-- Whoever was appointed scribe of a meeting now being held: the right begins
-- at the appointment and ends when the minutes are confirmed.
create table scribe_now (
  tenant {{int}} not null,
  person {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  primary key (tenant, person, meeting)
){{strict}};

create table account (
  tenant {{int}} not null,
  person {{key}} not null,
  name {{key}} not null,
  password text,
  lang {{key}} not null,
  text_size {{key}} not null,
  failures {{int}} not null,
  locked_until {{int}} not null,
  created_at {{int}} not null,
  primary key (tenant, person),
  unique (tenant, name),
  foreign key (tenant, person) references person (tenant, id)
){{strict}};

create table enrolment (
  tenant {{int}} not null,
  id {{key}} not null,
  person {{key}} not null,
  secret_hash {{bytes}} not null,
  code_hash {{bytes}} not null,
  issued_by {{key}} not null,
  issued_at {{int}} not null,
  expires_at {{int}} not null,
  used_at {{int}},
  tries {{int}} not null,
  primary key (tenant, id)
){{strict}};
create index enrolment_code on enrolment (tenant, code_hash);
create index enrolment_secret on enrolment (tenant, secret_hash);
create index enrolment_person on enrolment (tenant, person);

create table session (
  tenant {{int}} not null,
  id {{key}} not null,
  token_hash {{bytes}} not null,
  person {{key}} not null,
  kind {{key}} not null,
  device text not null,
  shared {{bool}} not null,
  issued_by {{key}} not null,
  created_at {{int}} not null,
  last_seen {{int}} not null,
  expires_at {{int}} not null,
  revoked_at {{int}},
  seen_by_owner_at {{int}},
  primary key (tenant, id),
  unique (tenant, token_hash)
){{strict}};
create index session_person on session (tenant, person);

create table meeting (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  period {{key}} not null,
  kind {{key}} not null,
  n {{int}} not null,
  starts_at {{int}} not null,
  day {{key}} not null,
  place text not null,
  day_reason text not null,
  state {{key}} not null,
  chair {{key}},
  scribe {{key}},
  premeeting text not null,
  announced_at {{int}},
  opened_at {{int}},
  closed_at {{int}},
  confirmed_at {{int}},
  sealed_at {{int}},
  reported_at {{int}},
  regime_rule text not null,
  version {{int}} not null,
  created_at {{int}} not null,
  created_by {{key}} not null,
  primary key (tenant, id),
  unique (tenant, org, period, kind, n),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index meeting_period on meeting (tenant, period, org);

create table agenda_item (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  position {{int}} not null,
  code {{key}} not null,
  title text not null,
  purpose {{key}} not null,
  minutes {{int}} not null,
  presenter text not null,
  source_kind {{key}} not null,
  source_id {{key}} not null,
  source_text text not null,
  gist text not null,
  conclusion text not null,
  version {{int}} not null,
  primary key (tenant, meeting, id),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table agenda_removed (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  title text not null,
  source_kind {{key}} not null,
  source_id {{key}} not null,
  reason text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, id)
){{strict}};

create table meeting_roll (
  tenant {{int}} not null,
  meeting {{key}} not null,
  stage {{key}} not null,
  member {{key}} not null,
  person {{key}} not null,
  full_name text not null,
  name_key {{key}} not null,
  standing {{key}} not null,
  activity {{key}} not null,
  expected {{bool}} not null,
  entitled {{bool}} not null,
  primary key (tenant, meeting, stage, member),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table mark (
  tenant {{int}} not null,
  meeting {{key}} not null,
  member {{key}} not null,
  status {{key}} not null,
  arrived_at {{int}},
  left_at {{int}},
  reason {{key}} not null,
  method {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  version {{int}} not null,
  primary key (tenant, meeting, member),
  foreign key (tenant, meeting) references meeting (tenant, id)
){{strict}};

create table mark_history (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  member {{key}} not null,
  status {{key}} not null,
  reason {{key}} not null,
  method {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id)
){{strict}};
create index mark_history_row on mark_history (tenant, meeting, member);

create table guest (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  full_name text not null,
  capacity text not null,
  at {{int}} not null,
  primary key (tenant, meeting, id)
){{strict}};

create table opinion (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  item {{key}} not null,
  member {{key}} not null,
  kind {{key}} not null,
  gist text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id)
){{strict}};
create index opinion_meeting on opinion (tenant, meeting, at);

create table vote (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  item {{key}} not null,
  subject text not null,
  matter {{key}} not null,
  base {{int}} not null,
  needed {{int}} not null,
  votes_for {{int}} not null,
  votes_against {{int}} not null,
  votes_other {{int}} not null,
  passed {{bool}} not null,
  sentence text not null,
  base_detail text not null,
  base_rule text not null,
  threshold_rule text not null,
  surplus_reason text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id)
){{strict}};
create index vote_meeting on vote (tenant, meeting, at);

create table resolution (
  tenant {{int}} not null,
  meeting {{key}} not null,
  preamble text not null,
  vote {{key}},
  version {{int}} not null,
  updated_at {{int}} not null,
  primary key (tenant, meeting)
){{strict}};

create table resolution_item (
  tenant {{int}} not null,
  meeting {{key}} not null,
  id {{key}} not null,
  position {{int}} not null,
  outside {{bool}} not null,
  owner {{key}} not null,
  deed text not null,
  measure text not null,
  due {{key}} not null,
  report_at {{key}} not null,
  continues {{key}},
  primary key (tenant, meeting, id)
){{strict}};

create table task (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  meeting {{key}} not null,
  owner {{key}} not null,
  deed text not null,
  measure text not null,
  due {{key}} not null,
  report_at {{key}} not null,
  follower {{key}} not null,
  decider text not null,
  outside {{bool}} not null,
  state {{key}} not null,
  result {{key}} not null,
  assigned_on {{key}} not null,
  closed_on {{key}},
  version {{int}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index task_org on task (tenant, org, state, due);
create index task_owner on task (tenant, owner, state, due);
create index task_meeting on task (tenant, meeting);

create table task_event (
  tenant {{int}} not null,
  id {{key}} not null,
  task {{key}} not null,
  kind {{key}} not null,
  note text not null,
  detail text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, task) references task (tenant, id)
){{strict}};
create index task_event_task on task_event (tenant, task, at);

create table evaluation (
  tenant {{int}} not null,
  meeting {{key}} not null,
  task {{key}} not null,
  result {{key}} not null,
  why text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, meeting, task)
){{strict}};
create index evaluation_task on evaluation (tenant, task, at);

create table minutes_draft (
  tenant {{int}} not null,
  meeting {{key}} not null,
  part {{key}} not null,
  position {{int}} not null,
  title text not null,
  composed text not null,
  edited text,
  version {{int}} not null,
  primary key (tenant, meeting, part)
){{strict}};

create table number_series (
  tenant {{int}} not null,
  org {{key}} not null,
  type {{key}} not null,
  term_from {{key}} not null,
  next {{int}} not null,
  primary key (tenant, org, type, term_from)
){{strict}};

create table paper (
  tenant {{int}} not null,
  id {{key}} not null,
  meeting {{key}} not null,
  org {{key}} not null,
  type {{key}} not null,
  number {{int}} not null,
  symbol text not null,
  version {{int}} not null,
  body {{bytes}} not null,
  salt {{bytes}} not null,
  commitment {{bytes}} not null,
  previous {{bytes}},
  leaf {{key}} not null,
  scribe {{key}} not null,
  scribe_at {{int}} not null,
  chair {{key}} not null,
  chair_at {{int}} not null,
  sealed_at {{int}} not null,
  primary key (tenant, id, version)
){{strict}};
create index paper_meeting on paper (tenant, meeting, type);

create table confirmation (
  tenant {{int}} not null,
  meeting {{key}} not null,
  role {{key}} not null,
  person {{key}} not null,
  at {{int}} not null,
  method {{key}} not null,
  primary key (tenant, meeting, role)
){{strict}};

create table cell_month (
  tenant {{int}} not null,
  org {{key}} not null,
  month {{key}} not null,
  meeting {{key}},
  state {{key}} not null,
  planned_day {{key}},
  held_day {{key}},
  on_time {{bool}} not null,
  members {{int}} not null,
  expected {{int}} not null,
  present {{int}} not null,
  minutes_long {{int}} not null,
  tasks_given {{int}} not null,
  tasks_done {{int}} not null,
  tasks_overdue {{int}} not null,
  sealed_at {{int}},
  reported_at {{int}},
  computed_at {{int}} not null,
  version {{int}} not null,
  primary key (tenant, month, org)
){{strict}};
create index cell_month_org on cell_month (tenant, org, month);

create table import (
  tenant {{int}} not null,
  id {{key}} not null,
  kind {{key}} not null,
  file_name text not null,
  sha256 {{bytes}} not null,
  state {{key}} not null,
  sheet text not null,
  layout text not null,
  total {{int}} not null,
  done {{int}} not null,
  failure text not null,
  created_at {{int}} not null,
  by_person {{key}} not null,
  version {{int}} not null,
  primary key (tenant, id)
){{strict}};

create table import_row (
  tenant {{int}} not null,
  import {{key}} not null,
  line {{int}} not null,
  cells text not null,
  verdict {{key}} not null,
  change {{key}} not null,
  member {{key}},
  findings text not null,
  done_at {{int}},
  primary key (tenant, import, line)
){{strict}};

create table audit_entry (
  tenant {{int}} not null,
  id {{key}} not null,
  at {{int}} not null,
  person {{key}} not null,
  action {{key}} not null,
  object_kind {{key}} not null,
  object_id {{key}} not null,
  org {{key}} not null,
  detail text not null,
  salt {{bytes}} not null,
  primary key (tenant, id)
){{strict}};

create table audit_leaf (
  tenant {{int}} not null,
  id {{key}} not null,
  type {{key}} not null,
  version {{int}} not null,
  at {{int}} not null,
  commitment {{bytes}} not null,
  seq {{int}},
  primary key (tenant, id)
){{strict}};
create unique index audit_leaf_seq on audit_leaf (tenant, seq);

create table log_hash (
  tenant {{int}} not null,
  n {{int}} not null,
  hash {{bytes}} not null,
  primary key (tenant, n)
){{strict}};

create table log_head (
  tenant {{int}} not null primary key,
  size {{int}} not null,
  root {{bytes}} not null,
  at {{int}} not null
){{strict}};

-- Who opened whose record: one row a viewer, subject, page and hour.
create table record_view (
  tenant {{int}} not null,
  subject {{key}} not null,
  hour {{int}} not null,
  viewer {{key}} not null,
  what {{key}} not null,
  post {{key}} not null,
  times {{int}} not null,
  first_at {{int}} not null,
  last_at {{int}} not null,
  primary key (tenant, subject, hour, viewer, what)
){{strict}};

create table job (
  tenant {{int}} not null,
  id {{key}} not null,
  kind {{key}} not null,
  payload text not null,
  dedup {{key}},
  run_at {{int}} not null,
  attempts {{int}} not null,
  lease_until {{int}} not null,
  done_at {{int}},
  failure text not null,
  primary key (tenant, id)
){{strict}};
create unique index job_dedup on job (tenant, kind, dedup);
create index job_due on job (tenant, done_at, run_at);

create table idempotency (
  tenant {{int}} not null,
  person {{key}} not null,
  key {{key}} not null,
  request {{bytes}} not null,
  answer text not null,
  at {{int}} not null,
  primary key (tenant, person, key)
){{strict}};

-- +goose Down
drop table idempotency;
