-- What administrators write and choose for the portal itself. Earlier versions are walked back from the change log.
create table editorial_page (
  id uuid primary key,
  slug text not null unique,
  -- {title, body}: Markdown per language; `shown` is what readers see, absent while it is a draft.
  written jsonb not null,
  shown jsonb,
  -- Column of the footer that names it, and its place among the pages there.
  footer text,
  position int not null default 0,
  version int not null default 1,
  updated_at timestamptz not null default now()
);

create table announcement (
  id uuid primary key,
  text jsonb not null,
  level text not null default 'info',
  starts_at timestamptz not null,
  ends_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now()
);
create index announcement_by_start on announcement (starts_at desc, id desc);

-- Shown on the home page, in this order.
create table featured_item (
  id uuid primary key,
  entity text not null,
  entity_id uuid not null,
  note jsonb,
  position int not null,
  unique (entity, entity_id)
);

-- Settings that are safe to change at run time; an absent one has its default.
create table portal_setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
