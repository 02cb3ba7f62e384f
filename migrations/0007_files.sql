-- Files of our own. Their bytes lie in the blob store, named by their SHA-256, so that equal files lie there once; what is
-- known of each upload lies here. A file belongs to a dataset when a draft, a distribution or one of its versions names it.
create table stored_file (
  id uuid primary key,
  -- Account that uploaded it, or `system`.
  owner text not null,
  name text not null,
  byte_size bigint not null check (byte_size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- By its first bytes; what the sender called it stands beside.
  media_type text not null,
  declared_type text,
  -- What a look inside found: encoding, columns, signs of personal data and what was answered to them.
  facts jsonb,
  warnings jsonb not null default '[]',
  answer jsonb,
  inspected_at timestamptz,
  created_at timestamptz not null default now()
);
create index stored_file_by_hash on stored_file (sha256);
create index stored_file_by_age on stored_file (created_at, id);

-- Uploads under way. How much has arrived is not here: the truth of it is the length of the file on disk.
create table upload (
  id uuid primary key,
  owner text not null,
  name text not null,
  declared_type text,
  byte_size bigint not null check (byte_size >= 0),
  -- Where bytes begin whose checksum was not compared yet: after an interruption they are cut off again.
  unverified_from bigint,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index upload_by_owner on upload (owner, expires_at);
create index upload_by_expiry on upload (expires_at, id);
