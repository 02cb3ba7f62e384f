-- The catalogue. `dataset.facts` is the metadata as shown (edits over snapshots), folded at write time because it is read
-- thousands of times more often than it changes; the layers it is folded from stay in `source_record` and `field_edit`.
create table organization (
  id uuid primary key,
  slug text not null unique,
  name jsonb not null,
  acronym text,
  description jsonb,
  level text not null default 'body',
  homepage text,
  parent_id uuid references organization (id),
  successor_id uuid references organization (id),
  former_names jsonb not null default '[]',
  -- Collation keys of the name per language (Intl.Collator), never the database's own collation.
  sort_keys jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index organization_by_parent on organization (parent_id);

-- How a source calls an organisation of ours.
create table organization_alias (
  alias text not null,
  organization_id uuid not null references organization (id),
  source_id uuid,
  unique nulls not distinct (source_id, alias)
);

create table dataset_series (
  id uuid primary key,
  slug text not null unique,
  organization_id uuid not null references organization (id),
  facts jsonb not null,
  state text not null default 'published',
  withdrawal jsonb,
  metadata_modified timestamptz not null default now(),
  created_at timestamptz not null default now()
);

create table dataset (
  id uuid primary key,
  slug text not null unique,
  organization_id uuid not null references organization (id),
  series_id uuid references dataset_series (id),
  state text not null,
  withdrawal jsonb,
  facts jsonb not null,
  edited_fields text[] not null default '{}',
  identifier text,
  metadata_modified timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index dataset_by_organization on dataset (organization_id);
create index dataset_by_identifier on dataset (identifier) where identifier is not null;
create index dataset_by_metadata_modified on dataset (metadata_modified, id);
create index dataset_by_series on dataset (series_id) where series_id is not null;

-- Slugs are never given to another: an old one leads to its dataset for ever.
create table slug_history (
  entity text not null,
  slug text not null,
  entity_id uuid not null,
  primary key (entity, slug)
);
create index slug_history_of_entity on slug_history (entity, entity_id);

create table distribution (
  id uuid primary key,
  dataset_id uuid not null references dataset (id),
  position int not null,
  remote_id text,
  facts jsonb not null,
  measured jsonb,
  -- Set when it disappeared from its source; the page then answers 410 and the id is never used again.
  vanished_at timestamptz,
  created_at timestamptz not null default now()
);
create index distribution_of_dataset on distribution (dataset_id, position);

create table data_service (
  id uuid primary key,
  slug text not null unique,
  organization_id uuid not null references organization (id),
  facts jsonb not null,
  state text not null default 'published',
  withdrawal jsonb,
  metadata_modified timestamptz not null default now(),
  created_at timestamptz not null default now()
);

create table data_service_dataset (
  service_id uuid not null references data_service (id),
  dataset_id uuid not null references dataset (id),
  primary key (service_id, dataset_id)
);

-- Corrections made here over what a source says, field by field; they survive every harvest.
create table field_edit (
  entity text not null,
  entity_id uuid not null,
  field text not null,
  language text not null default '',
  value jsonb,
  author text not null,
  at timestamptz not null default now(),
  primary key (entity, entity_id, field, language)
);
create index data_service_of_dataset on data_service_dataset (dataset_id);
