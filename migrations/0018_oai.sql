-- Sets of /oai by theme: without it a theme of few datasets is looked for in the facts of all (100,000 datasets: 370 → 5 ms).
create index dataset_by_theme on dataset using gin ((facts -> 'themes'));
