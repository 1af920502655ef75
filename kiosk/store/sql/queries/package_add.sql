-- Parameters: ?1 digest, ?2 kind, ?3 id, ?4 version, ?5 plain, ?6 keys box or NULL.
-- Columns: none.
-- Index: primary key.
INSERT INTO package (digest, kind, id, version, plain, keys_box)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (digest) DO NOTHING;
