-- Answers of writes that carried an Idempotency-Key, given again when the same request comes again within a day.
create table idempotency_key (
  account text not null,
  key text not null,
  request_hash text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
