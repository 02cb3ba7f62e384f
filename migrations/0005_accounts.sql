-- People: accounts, what proves who they are, what they may do where, and what they did. An account exists only once its
-- e-mail address was confirmed; a closed one keeps its id, which signs what it published, and nothing else.
create table account (
  id uuid primary key,
  -- Normalised; absent when closed.
  email text,
  name text not null,
  language text not null,
  administrator boolean not null default false,
  state text not null default 'active' check (state in ('active', 'blocked', 'closed')),
  -- Absent: signs in elsewhere only.
  password_hash text,
  -- Encrypted with the secret of the instance; in force once confirmed.
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- The step of the last code accepted: none counts twice.
  totp_last_step bigint not null default 0,
  created_at timestamptz not null,
  closed_at timestamptz,
  check ((state = 'closed') = (email is null))
);
create unique index account_by_email on account (email);
create index account_administrators on account (id) where administrator;

create table recovery_code (
  account_id uuid not null references account (id) on delete cascade,
  hash bytea not null,
  primary key (account_id, hash)
);

-- Who an account is at a provider of single sign-on.
create table account_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null references account (id) on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index account_identity_of_account on account_identity (account_id);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references account (id) on delete cascade,
  -- False: the password was right and the second factor is awaited.
  complete boolean not null,
  csrf_secret bytea not null,
  -- Browser and system in words, and the /24 or /48 of the address: enough to recognise oneself.
  device text not null,
  network text not null,
  created_at timestamptz not null,
  -- When the person last proved who she is.
  proved_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_of_account on session (account_id);
create index session_by_expiry on session (expires_at);

-- Links sent by mail; only their hash is kept.
create table mail_token (
  hash bytea primary key,
  kind text not null check (kind in ('sign-up', 'reset', 'email-change')),
  email text not null,
  account_id uuid references account (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index mail_token_of_account on mail_token (account_id);
create index mail_token_by_email on mail_token (email);
create index mail_token_by_expiry on mail_token (expires_at);

-- Attempts per account and per network; the key is a hash, so that no address stands here.
create table throttle (
  key bytea primary key,
  -- Forgotten bit by bit.
  attempts double precision not null,
  last_at timestamptz not null,
  closed_until timestamptz not null
);
create index throttle_by_age on throttle (last_at);

create table api_token (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  name text not null,
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_of_account on api_token (account_id, created_at desc);

create table membership (
  account_id uuid not null references account (id) on delete cascade,
  organization_id uuid not null references organization (id),
  role text not null check (role in ('reader', 'contributor', 'coordinator')),
  created_at timestamptz not null,
  primary key (account_id, organization_id)
);
create index membership_of_organization on membership (organization_id);

create table membership_request (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  organization_id uuid not null references organization (id),
  role text not null check (role in ('reader', 'contributor', 'coordinator')),
  reason text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  answer text,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null
);
create unique index membership_request_open on membership_request (account_id, organization_id) where state = 'open';
create index membership_request_of_organization on membership_request (organization_id, id desc) where state = 'open';

create table invitation (
  id uuid primary key,
  email text not null,
  -- Absent for administrators, who belong to the whole portal.
  organization_id uuid references organization (id),
  role text not null check (role in ('reader', 'contributor', 'coordinator', 'administrator')),
  language text not null,
  token_hash bytea not null unique,
  invited_by text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
  accepted_by uuid references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((role = 'administrator') = (organization_id is null))
);
create index invitation_of_organization on invitation (organization_id, id desc) where state = 'open';
create index invitation_by_email on invitation (email) where state = 'open';

create table dataset_collaborator (
  dataset_id uuid not null references dataset (id) on delete cascade,
  account_id uuid not null references account (id) on delete cascade,
  role text not null check (role in ('reader', 'editor')),
  created_at timestamptz not null,
  primary key (dataset_id, account_id)
);
create index dataset_collaborator_of_account on dataset_collaborator (account_id);

-- Who did what with accounts and rights; what people change in the catalogue is in the change log.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject_kind text not null,
  subject_id text not null,
  organization_id uuid references organization (id),
  details jsonb not null default '{}',
  network text
);
create index audit_by_time on audit (at desc, id desc);
create index audit_of_organization on audit (organization_id, at desc, id desc) where organization_id is not null;
create index audit_of_actor on audit (actor, at desc, id desc);

-- Changes made by people, for the same list: ids of accounts, never `system`.
create index change_by_people on change (at desc, position desc) where actor ~ '^[0-9a-f]{8}-';
