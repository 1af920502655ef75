-- Parameters: ?1 person, ?2 wrong count, ?3 wait, ?4 boot clock when it was left, ?5 boot.
-- Columns: none.
-- Index: primary key.
INSERT INTO pin_try (person_id, wrong_count, wait_ms, since_boot_ms, boot_id)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (person_id) DO UPDATE SET
    wrong_count = excluded.wrong_count, wait_ms = excluded.wait_ms,
    since_boot_ms = excluded.since_boot_ms, boot_id = excluded.boot_id;
