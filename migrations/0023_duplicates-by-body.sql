-- Titles are compared within one body: one that thousands of bodies share costs nothing then. Without a list of what is still to
-- be sorted in, which each of a thousand questions read anew while a harvest fills it. Hashes, for titles may be longer than
-- what an index takes.
create function keys_of_body(uuid, text[]) returns bigint[]
language sql immutable parallel safe strict
return array(select hashtextextended($1::text || ' ' || key, 0) from unnest($2) as key);

drop index dataset_by_title;
create index dataset_by_title_of_body on dataset using gin (keys_of_body(organization_id, title_keys))
  with (fastupdate = off) where state = 'published';
