-- The same dataset by two ways: a new record's permanent addresses at other portals are looked for in what is here.
create index dataset_by_other_identifier on dataset using gin ((facts -> 'otherIdentifiers')) where facts ? 'otherIdentifiers';
