-- +goose Up
-- Papers, their numbers and their proof: the term a number belongs to, numbers
-- used on paper elsewhere, corrections (bản đính chính) on their way, and what
-- was sent up or signed by hand.

alter table number_series add column first_number {{int}} not null default 1;

alter table paper add column term_from {{key}} not null default '';
update paper set term_from = coalesce((select max(s.term_from) from number_series s
  where s.tenant = paper.tenant and s.org = paper.org and s.type = paper.type
  and s.term_from <= (select m.day from meeting m where m.tenant = paper.tenant and m.id = paper.meeting)), '');
create unique index paper_number on paper (tenant, org, type, term_from, number, version);
create index paper_leaf on paper (tenant, leaf);

-- The signed checkpoint of the head, a C2SP note; empty where no key was at hand.
alter table log_head add column note text not null default '';

-- What a meeting adopts: a resolution, or a conclusion where the rules allow one.
alter table resolution add column form {{key}} not null default 'resolution';

create table number_note (
  tenant {{int}} not null,
  org {{key}} not null,
  type {{key}} not null,
  term_from {{key}} not null,
  number {{int}} not null,
  note text not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, org, type, term_from, number)
){{strict}};

-- version is the one the correction becomes: two begun at once are the same.
create table correction (
  tenant {{int}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  meeting {{key}} not null,
  reason text not null,
  adopted_at {{key}} not null,
  edit {{int}} not null,
  opened_at {{int}} not null,
  opened_by {{key}} not null,
  sealed_at {{int}},
  primary key (tenant, paper, version)
){{strict}};

create table correction_part (
  tenant {{int}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  part {{key}} not null,
  text text not null,
  edit {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, paper, version, part)
){{strict}};

create table correction_confirmation (
  tenant {{int}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  role {{key}} not null,
  person {{key}} not null,
  at {{int}} not null,
  method {{key}} not null,
  primary key (tenant, paper, version, role)
){{strict}};

-- A paper of the cell formally sent to the committee above, which may read that
-- version from then on.
create table paper_sent (
  tenant {{int}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, paper, version)
){{strict}};

-- The printed paper was signed by hand on a day: a declaration.
create table paper_signed (
  tenant {{int}} not null,
  paper {{key}} not null,
  version {{int}} not null,
  day {{key}} not null,
  at {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, paper, version)
){{strict}};

-- +goose Down
drop table paper_signed;
