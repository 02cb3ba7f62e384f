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
where vanished_at is null
  and (measured ->> 'problem' is not null or (measured ->> 'status')::int not between 200 and 399);

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
