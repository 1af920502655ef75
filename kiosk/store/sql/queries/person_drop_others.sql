-- Parameters: ?1 generation that stays.
-- Columns: none.
-- Index: scan.
DELETE FROM person WHERE generation <> ?1;
