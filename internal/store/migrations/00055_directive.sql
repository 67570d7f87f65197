-- +goose Up
-- What a committee sends down, and how far each cell has come with it (docs/adr/0068).
-- Whoever opened it in a cell is not kept: only the day on which the cell first did.
create table directive (
  tenant {{int}} not null,
  id {{key}} not null,
  org {{key}} not null,
  number text not null,
  issued_on {{key}} not null,
  issuer text not null,
  abstract text not null,
  asked text not null,
  summary text not null,
  level {{key}} not null,
  audience {{key}} not null,
  discuss_by {{key}} not null,
  sent_on {{key}} not null,
  changed_on {{key}} not null,
  recalled_on {{key}} not null,
  recall_reason text not null,
  version {{int}} not null,
  by_person {{key}} not null,
  primary key (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index directive_org on directive (tenant, org, sent_on);
create unique index directive_paper on directive (tenant, org, number, issued_on, issuer);

create table directive_cell (
  tenant {{int}} not null,
  directive {{key}} not null,
  org {{key}} not null,
  document {{key}} not null,
  left_out {{bool}} not null,
  sent_on {{key}} not null,
  opened_on {{key}} not null,
  primary key (tenant, directive, org),
  foreign key (tenant, directive) references directive (tenant, id),
  foreign key (tenant, org) references org (tenant, id)
){{strict}};
create index directive_cell_sent on directive_cell (tenant, sent_on);
create index directive_cell_document on directive_cell (tenant, document);

alter table document add column asked text not null default '';
alter table document add column discuss_by {{key}} not null default '';
alter table document add column changed_on {{key}} not null default '';
alter table document add column recalled_on {{key}} not null default '';
alter table document add column recall_reason text not null default '';
create index document_origin on document (tenant, origin);

-- The paper from above a task comes of.
alter table resolution_item add column document {{key}} not null default '';
create index resolution_item_document on resolution_item (tenant, document);
