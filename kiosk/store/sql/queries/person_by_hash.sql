-- Parameters: ?1 generation, ?2 hash of NIP or short number.
-- Columns: person_id, box.
-- Index: ix_person__nip_hash, ix_person__short_hash.
SELECT person_id, box FROM person WHERE generation = ?1 AND nip_hash = ?2
UNION ALL
SELECT person_id, box FROM person WHERE generation = ?1 AND short_hash = ?2;
