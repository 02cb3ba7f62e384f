-- Points of published datasets, for lists and desks over many of them; made from the dataset by a follower of the change
-- log and nothing else, so that it can be thrown away and made again.
create table dataset_quality (
  dataset_id uuid primary key references dataset (id) on delete cascade,
  points int not null,
  extended_points int not null,
  -- Codes of the measures that are not met and not waiting for a check.
  missing text[] not null default '{}',
  measured_at timestamptz not null
);
create index dataset_quality_by_points on dataset_quality (points, dataset_id);

-- How far the change log was followed, by which rules, and how far a measuring of everything has come (null: done).
create table quality_progress (
  only_row boolean primary key default true check (only_row),
  rules text not null default '',
  epoch uuid,
  position bigint not null default 0,
  all_after uuid
);
insert into quality_progress default values;
