-- Sources, their runs, and the record each source holds of each dataset (several sources may hold the same dataset).
create table harvest_source (
  id uuid primary key,
  kind text not null,
  name text not null,
  url text not null,
  organization_id uuid not null references organization (id),
  -- 'given': every dataset belongs to organization_id; 'remote': to the body the source names, created below it if need be.
  organizations text not null default 'given',
  schedule text,
  options jsonb not null default '{}',
  rank int not null default 0,
  active boolean not null default true,
  -- When a run last enumerated it to the end: everything not withdrawn was seen then.
  last_complete_at timestamptz,
  created_at timestamptz not null default now(),
  unique (kind, url)
);

create table harvest_run (
  id uuid primary key,
  source_id uuid not null references harvest_source (id),
  status text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  heartbeat_at timestamptz not null,
  dry_run boolean not null default false,
  counts jsonb not null default '{}',
  planned jsonb not null default '{}',
  -- Why it failed or waits: {code, message, detail}
  reason jsonb
);
create index harvest_run_of_source on harvest_run (source_id, started_at desc);

-- One line per record that was not simply unchanged.
create table harvest_run_record (
  run_id uuid not null references harvest_run (id) on delete cascade,
  position int not null,
  remote_id text not null,
  verdict text not null,
  dataset_id uuid,
  problems jsonb not null default '[]',
  primary key (run_id, position)
);

create table source_record (
  source_id uuid not null references harvest_source (id),
  remote_id text not null,
  kind text not null default 'dataset',
  entity_id uuid not null,
  hash bytea not null,
  snapshot jsonb not null,
  problems jsonb not null default '[]',
  harvested_at timestamptz not null,
  -- Set when a complete run no longer found it.
  gone_at timestamptz,
  primary key (source_id, remote_id)
);
create index source_record_of_entity on source_record (entity_id);
