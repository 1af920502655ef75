-- Parameters: ?1 key.
-- Columns: value.
-- Index: primary key.
SELECT value FROM meta WHERE key = ?1;
