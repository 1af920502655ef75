-- Parameters: ?1 digest.
-- Columns: 1 if it is there.
-- Index: primary key.
SELECT 1 FROM package WHERE digest = ?1;
