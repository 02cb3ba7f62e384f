alter table harvest_source
  -- What the source's own words mean here, what is left out of it, what is taken for granted: src/harvest/mapping.
  add column mapping jsonb not null default '{}',
  -- A full reading at least so often; between them scheduled runs ask only for what changed. 0: every run is a full one.
  add column full_every_days int not null default 7,
  -- Since when the next run has to read everything and compare it anew: the source was set up otherwise then.
  add column full_due_since timestamptz default now(),
  -- When the last run began that got all it asked for, be it everything or what changed.
  add column last_read_at timestamptz,
  -- What the answers of the last full reading were known by (ETag, Last-Modified): {key, answers: [{url, etag, modified}]}.
  add column validators jsonb;

alter table harvest_run
  -- 'full', 'changes' (asked since a moment), 'not-modified' (all answers were as before, nothing was read).
  add column mode text not null default 'full',
  -- It went on where a cut run had come to.
  add column resumed boolean not null default false;
