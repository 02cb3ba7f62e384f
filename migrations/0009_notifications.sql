-- Notices to people, made from the change log by one consumer that keeps its position here.
create table notification_position (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null,
  position bigint not null,
  -- Signs the links that stop mails; made once.
  signing_key text not null default gen_random_uuid()::text || gen_random_uuid()::text
);

create table notice (
  id uuid primary key,
  account_id uuid not null,
  -- The change that it tells of: a crash between two batches never tells twice.
  position bigint not null,
  kind text not null,
  -- Account that did it, `system` otherwise; never told of its own deeds.
  actor text not null,
  entity text not null,
  entity_id uuid not null,
  -- Public words that its sentence needs: titles, numbers.
  facts jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz,
  -- `now` and `digest` wait to be mailed; null: mailed, or not to be.
  mail text,
  unique (account_id, position, kind)
);
create index notice_unread on notice (account_id) where read_at is null;
create index notice_to_mail on notice (account_id, mail) where mail is not null;
create index notice_read on notice (read_at) where read_at is not null;

create table notification_preference (
  account_id uuid not null,
  topic text not null,
  -- `off`, `digest` or `now`
  delivery text not null,
  primary key (account_id, topic)
);

-- One digest a day, whatever restarts.
create table notification_digest (
  day date primary key,
  at timestamptz not null
);
