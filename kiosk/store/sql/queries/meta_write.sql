-- Parameters: ?1 key, ?2 value.
-- Columns: none.
-- Index: primary key.
INSERT INTO meta (key, value) VALUES (?1, ?2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
