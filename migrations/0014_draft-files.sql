-- A program names a file by its identifier alone; one that was never published is found in its draft.
create index draft_by_distribution on draft using gin ((document -> 'distributions') jsonb_path_ops);
