-- The change log: the only way modules hear of each other. `change_head` holds the last position; taking positions from
-- it as the last statement of a transaction serialises committers, so positions appear in commit order and no reader
-- ever skips a late one (DESIGN §2).
create table change_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null default 0,
  epoch uuid not null default gen_random_uuid()
);
insert into change_head default values;

create table change (
  position bigint primary key,
  at timestamptz not null default now(),
  actor text not null,
  entity text not null,
  entity_id uuid not null,
  kind text not null,
  fields text[] not null default '{}',
  diff jsonb
);
create index change_of_entity on change (entity, entity_id, position desc);

-- What the instance knows of itself: whether it is a demo, its country pack, counters of generations.
create table instance_fact (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
