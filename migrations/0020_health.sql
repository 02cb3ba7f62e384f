-- Health of sources: what a run met, how long it took, what was there after it; and certificates that a source needs.
alter table harvest_run
  -- How many records had each problem: {code: count}; null for runs that did not come so far.
  add column problems jsonb,
  -- Records of the source that were live after the run.
  add column live int,
  -- Measured by a clock that never jumps; started_at and finished_at are of the wall clock.
  add column duration_ms bigint,
  -- A schedule asked for it, not a person.
  add column scheduled boolean not null default false,
  -- Of what people were told at its end: 'waits', 'down', 'problems'.
  add column told text[] not null default '{}';

update harvest_run
set live = (planned ->> 'created')::int + (planned ->> 'updated')::int + (planned ->> 'unchanged')::int
where status in ('done', 'done-with-errors') and mode in ('full', 'not-modified') and planned ? 'created';

alter table harvest_source
  -- Certificates of authorities (PEM) that are trusted for this source alone, besides those known anyway.
  add column extra_ca text;

-- One summary of a week's harvests, whatever restarts.
create table harvest_summary (
  week date primary key,
  at timestamptz not null
);
