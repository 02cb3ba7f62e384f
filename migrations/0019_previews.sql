-- A look at a source before it is kept, made by the worker and read by who asked for it; gone after a day.
create table harvest_preview (
  id uuid primary key,
  -- A new source as it was described, or {id} of one that is kept.
  source jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  -- {records, complete, counts, reason}, or the refusal {code, message, details}.
  preview jsonb,
  refusal jsonb
);
create index harvest_preview_by_time on harvest_preview (asked_at);
