-- Publishing by hand: drafts beside what is shown, who may see it, comments, versions of files, and what the office lists.
create extension if not exists pg_trgm;

-- Case, accents, tashkeel, tatweel and hamza seats disappear, so that what is typed is found however it was written.
create function folded(text) returns text
language sql immutable parallel safe strict
return regexp_replace(
  translate(normalize(lower($1), NFKD), E'\u0649\u0629\u0671\u2019', E'\u064a\u0647\u0627'''),
  E'[\u0300-\u036f\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e]', '', 'g'
);

alter table dataset
  -- +1 with every write of the draft or of what is shown: the ETag of the dataset.
  add column edit_version int not null default 0,
  add column visibility text not null default 'public' check (visibility in ('public', 'private')),
  add column private_reason jsonb,
  -- Its draft's state; null: there is no draft.
  add column draft_state text check (draft_state in ('draft', 'in-review', 'changes-requested', 'scheduled')),
  add column trashed_at timestamptz,
  -- Emptied by an administrator; the row stays to answer for id and slug.
  add column purged_at timestamptz,
  add column created_by text,
  -- Anybody could once read it: only of such ones the public is told that they are gone.
  add column was_public boolean not null default true,
  -- Last write of the draft or of what is shown.
  add column touched_at timestamptz not null default now(),
  -- Under which heading the office lists it; null: nowhere.
  add column office_state text generated always as (
    case when purged_at is null then case when trashed_at is null then coalesce(draft_state, state) else 'trashed' end end
  ) stored,
  add column folded_names text generated always as (
    folded(jsonb_path_query_array(facts -> 'title', '$.*')::text || ' ' || slug || ' ' || coalesce(facts ->> 'identifier', ''))
  ) stored;
update dataset set touched_at = metadata_modified;

-- What the office lists: by body and state, the last touched first.
create index dataset_in_office on dataset (organization_id, office_state, touched_at, id);
drop index dataset_by_organization;
create index dataset_by_touch on dataset (touched_at, id);
create index dataset_by_names on dataset using gin (folded_names gin_trgm_ops);

create table draft (
  dataset_id uuid primary key references dataset (id) on delete cascade,
  -- The document it began from; null when nothing was ever published.
  base jsonb,
  document jsonb not null,
  folded_title text generated always as (
    folded(jsonb_path_query_array(document -> 'facts' -> 'title', '$.*')::text)
  ) stored,
  begun_at timestamptz not null,
  updated_by text not null,
  updated_at timestamptz not null,
  submitted_by text,
  publish_at timestamptz
);
create index draft_due on draft (publish_at) where publish_at is not null;

create table dataset_comment (
  id uuid primary key,
  dataset_id uuid not null references dataset (id) on delete cascade,
  -- What was done with these words: `commented`, or the kind of the change of the same moment.
  step text not null,
  author text not null,
  at timestamptz not null,
  text text not null,
  -- Why the portal itself sent it back: {code, values}
  refusal jsonb
);
create index dataset_comment_of_dataset on dataset_comment (dataset_id, id);

alter table distribution
  -- Added here: no source knows it, none takes it away.
  add column manual boolean not null default false,
  -- Taken away here: it stays away while its source goes on giving it. `vanished_at` is set as well.
  add column hidden boolean not null default false,
  -- What the source says, where edits lie over it; null: `facts` is what it says.
  add column declared jsonb;
-- Two datasets with one address are probably one dataset.
create index distribution_by_address on distribution using hash ((coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl')));

-- Each file that a distribution kept here had, from the first.
create table distribution_version (
  distribution_id uuid not null references distribution (id) on delete cascade,
  number int not null,
  file_id uuid not null,
  facts jsonb not null,
  at timestamptz not null,
  by text not null,
  primary key (distribution_id, number)
);
create index distribution_version_by_file on distribution_version (file_id);

-- Who publishes without a review: `administrators`, `coordinators` or `contributors`.
alter table organization
  add column publishing text not null default 'coordinators'
    check (publishing in ('administrators', 'coordinators', 'contributors'));
