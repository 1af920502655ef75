-- Parameters: ?1 generation, ?2 person, ?3 NIP hash, ?4 short hash, ?5 box.
-- Columns: none.
-- Index: primary key.
INSERT INTO person (generation, person_id, nip_hash, short_hash, box)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET nip_hash = excluded.nip_hash, short_hash = excluded.short_hash, box = excluded.box;
