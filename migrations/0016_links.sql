-- Links: each address of a file of a published dataset, when it is asked next, and what it answered. Shown facts stay in
-- `distribution.measured`; here is what the checker itself needs, so that it can be thrown away and made again.
create table link (
  distribution_id uuid primary key references distribution (id) on delete cascade,
  -- As it was when it was put here: a file that lies elsewhere by now is asked anew.
  url text not null,
  host text not null,
  due_at timestamptz not null,
  verdict text not null default 'unknown' check (verdict in ('ok', 'broken', 'suspicious', 'unknown')),
  -- Why it is not 'ok', or what the last check found while that is not settled.
  code text,
  -- One after another, and since when.
  failures int not null default 0,
  failing_since timestamptz,
  -- The last checks, newest first: [{at, status, code?, ms}].
  outcomes jsonb not null default '[]',
  -- What the host last said of the file, to see that it is the same: {etag, lastModified, byteSize}.
  seen jsonb,
  -- When somebody last asked for a check by hand, and when a copy was last tried.
  asked_at timestamptz,
  copy_tried_at timestamptz
);
create index link_due on link (host, due_at);

-- Who is asked: one worker at a time, never before `free_at`, the longest unserved first.
create table link_host (
  host text primary key,
  free_at timestamptz not null default '-infinity',
  served_at timestamptz not null default '-infinity',
  -- Whether a name that cannot exist is answered as if it did, and when that was tried.
  accepts_anything boolean,
  tried_at timestamptz
);
create index link_host_by_turn on link_host (served_at, host);

-- The last good version of a file of elsewhere, where its source is archived.
create table archive_copy (
  distribution_id uuid primary key references distribution (id) on delete cascade,
  file_id uuid not null,
  -- As in `link.seen`, when it was taken.
  seen jsonb not null,
  taken_at timestamptz not null
);
create index archive_copy_by_file on archive_copy (file_id);

alter table harvest_source add column archive boolean not null default false;

create function link_host_of(url text) returns text immutable strict language sql as $$
  select left(lower(coalesce(substring(url from '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#@]+)'), '')), 253)
$$;

-- What was measured so far says nothing of how sure it is.
update distribution
set measured = measured || jsonb_build_object('verdict', case
  when measured ->> 'problem' is null then 'ok'
  when measured ->> 'problem' in ('http-404', 'http-410') then 'broken'
  else 'unknown'
end)
where measured is not null;
