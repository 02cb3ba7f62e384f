-- A source is named in the three languages; `name` stays for the command line, and is shown where no other is given.
alter table harvest_source add column display_name jsonb;
-- Runs of all sources, newest first: the desks list those that wait and those that failed.
create index harvest_run_by_start on harvest_run (started_at desc, id desc);
