-- Parameters: ?1 generation.
-- Columns: count.
-- Index: primary key.
SELECT count(*) FROM person WHERE generation = ?1;
