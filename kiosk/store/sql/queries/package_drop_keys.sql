-- Parameters: ?1 kind, ?2 id.
-- Columns: none.
-- Index: scan; a terminal has some dozens of packages.
UPDATE package SET keys_box = NULL WHERE kind = ?1 AND id = ?2;
