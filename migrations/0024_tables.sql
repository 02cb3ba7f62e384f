-- Tables: what was made of the files of distributions, so that they can be looked into and asked.

-- How far the file of a distribution got. Texts to `reason` are in three languages in the code.
create table table_ingestion (
  distribution_id uuid primary key references distribution (id) on delete cascade,
  state text not null check (state in ('waiting', 'running', 'done', 'refused', 'failed')),
  reason text,
  detail jsonb not null default '{}',
  -- What was read last, to know whether it is worth reading again: our file or somebody's address and its validators.
  file_sha256 text,
  address text,
  validators jsonb,
  -- Which manner of making tables it was; a better one reads again.
  maker int not null default 0,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create index table_ingestion_by_state on table_ingestion (state, asked_at, distribution_id);

-- A table in a file: the file itself, a sheet, a member of an archive, a layer. Its id is public and stays.
create table data_table (
  id uuid primary key,
  distribution_id uuid not null references distribution (id) on delete cascade,
  -- The one at 0 is also known by the id of the distribution.
  position int not null,
  name text not null,
  -- What the publisher decided; it survives every new version of the file.
  choice jsonb not null default '{}',
  -- None: the last version of the file has no such table.
  version int,
  created_at timestamptz not null,
  unique (distribution_id, name)
);

create table table_version (
  table_id uuid not null references data_table (id) on delete cascade,
  number int not null,
  parquet_sha256 text not null check (parquet_sha256 ~ '^[0-9a-f]{64}$'),
  parquet_size bigint not null,
  file_sha256 text not null,
  row_count bigint not null,
  columns jsonb not null,
  profile jsonb not null,
  layout jsonb not null,
  notes jsonb not null,
  difference jsonb,
  made_at timestamptz not null,
  primary key (table_id, number)
);
-- The sweep of unreferenced blobs asks by hash.
create index table_version_by_parquet on table_version (parquet_sha256);

-- How far the change log was read for files that are to become tables.
create table table_progress (
  only_row boolean primary key default true check (only_row),
  epoch uuid,
  position bigint not null default 0
);
insert into table_progress default values;
