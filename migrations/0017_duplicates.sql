-- The same dataset from two sources, or from a source and from here.
create function folded_each(jsonb) returns text[]
language sql immutable parallel safe strict
return array(
  select distinct trim(regexp_replace(folded(value), '[[:space:][:punct:]]+', ' ', 'g'))
  from jsonb_each_text($1)
  where length(value) >= 8
  order by 1
);

alter table dataset
  -- It turned out to be the same as this one, which goes on in its place; its own addresses lead there.
  add column joined_to uuid references dataset (id),
  add column title_keys text[] generated always as (folded_each(facts -> 'title')) stored;

create index dataset_by_title on dataset using gin (title_keys) where state = 'published';
create index dataset_by_landing_page on dataset using hash ((facts ->> 'landingPage')) where facts ? 'landingPage';
create index dataset_joined on dataset (joined_to) where joined_to is not null;

create table duplicate_pair (
  -- The smaller id first.
  one uuid not null references dataset (id) on delete cascade,
  other uuid not null references dataset (id) on delete cascade,
  -- What they share: identifier, landing-page, address, title.
  signs text[] not null,
  state text not null default 'open' check (state in ('open', 'joined', 'different')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (one, other),
  check (one < other)
);
create index duplicate_pair_open on duplicate_pair (found_at, one, other) where state = 'open';
create index duplicate_pair_of_other on duplicate_pair (other);

create table duplicate_progress (
  only_row boolean primary key default true check (only_row),
  epoch uuid,
  position bigint not null default 0
);
insert into duplicate_progress default values;
