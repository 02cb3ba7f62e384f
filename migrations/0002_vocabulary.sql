-- Reference data is data: seeded from a country pack at first start, edited by administrators afterwards.
create table theme (
  code text primary key,
  label jsonb not null,
  eu_theme text,
  icon text,
  position int not null default 0
);

create table licence (
  code text primary key,
  title jsonb not null,
  url text,
  open boolean not null,
  kind text not null,
  raw_values text[] not null default '{}',
  remark jsonb,
  position int not null default 0
);

create table place (
  code text primary key,
  name jsonb not null,
  level text not null,
  parent_code text references place (code),
  other_codes text[] not null default '{}',
  aliases text[] not null default '{}',
  lat double precision,
  lon double precision
);
create index place_by_parent on place (parent_code);
