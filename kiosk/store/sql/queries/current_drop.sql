-- Parameters: ?1 kind, ?2 id.
-- Columns: none.
-- Index: primary key.
DELETE FROM current_package WHERE kind = ?1 AND id = ?2;
