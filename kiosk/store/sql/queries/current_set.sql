-- Parameters: ?1 kind, ?2 id, ?3 digest.
-- Columns: none.
-- Index: primary key.
INSERT INTO current_package (kind, id, digest) VALUES (?1, ?2, ?3)
ON CONFLICT (kind, id) DO UPDATE SET digest = excluded.digest;
