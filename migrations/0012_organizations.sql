-- Bodies are edited, renamed, merged and closed; what they were stays known. Reference data is retired, never deleted.
alter table organization
  add column email text,
  add column phone text,
  add column logo_file_id uuid,
  -- +1 with every edit: the ETag of the body.
  add column version int not null default 1,
  -- From then on it takes nothing new; its page says who goes on with its work.
  add column closed_at timestamptz,
  -- A body that was split has several heirs: the first is `successor_id`.
  add column other_successor_ids uuid[] not null default '{}',
  -- [{name, slug, until}]: how it was called, how it was addressed, until which day.
  add column renamings jsonb not null default '[]';

create index series_by_organization on dataset_series (organization_id);
create index service_by_organization on data_service (organization_id);
create index source_by_organization on harvest_source (organization_id);
create index alias_by_organization on organization_alias (organization_id);

-- Files whose last check failed: few among many.
create index distribution_broken on distribution (dataset_id)
where vanished_at is null and measured ->> 'problem' is not null;

alter table theme
  add column version int not null default 1,
  add column retired_at timestamptz,
  add column replaced_by text references theme (code);
alter table licence
  add column version int not null default 1,
  add column retired_at timestamptz,
  add column replaced_by text references licence (code);
alter table place
  add column version int not null default 1,
  add column retired_at timestamptz,
  add column replaced_by text references place (code),
  add column position int not null default 0;

-- Edits of many datasets and imports of tables: planned, looked at, then applied line by line, in batches that go on where
-- they stopped. Forgotten after some weeks: an import holds what people typed.
create table bulk_work (
  id uuid primary key,
  kind text not null check (kind in ('edit', 'import')),
  actor text not null,
  request jsonb not null,
  -- Somebody asked for it to be applied.
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null
);
create index bulk_work_of_actor on bulk_work (actor, created_at desc, id);
create index bulk_work_by_age on bulk_work (created_at);

create table bulk_line (
  work_id uuid not null references bulk_work (id) on delete cascade,
  position int not null,
  -- Absent for one that an import will create.
  dataset_id uuid,
  -- The version that was looked at: another one is not overwritten.
  version int,
  -- What an import gives.
  given jsonb,
  -- What it came to; absent while it waits.
  verdict text,
  detail jsonb,
  primary key (work_id, position)
);
create index bulk_line_waiting on bulk_line (work_id, position) where verdict is null;
