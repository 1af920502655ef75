-- Parameters: ?1 key.
-- Columns: none.
-- Index: primary key.
DELETE FROM meta WHERE key = ?1;
