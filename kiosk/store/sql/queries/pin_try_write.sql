-- Parameters: ?1 person, ?2 wrong count, ?3 until.
-- Columns: none.
-- Index: primary key.
INSERT INTO pin_try (person_id, wrong_count, until_utc_ms) VALUES (?1, ?2, ?3)
ON CONFLICT (person_id) DO UPDATE SET wrong_count = excluded.wrong_count, until_utc_ms = excluded.until_utc_ms;
