-- Parameters: ?1 person.
-- Columns: wrong_count, wait_ms, since_boot_ms, boot_id.
-- Index: primary key.
SELECT wrong_count, wait_ms, since_boot_ms, boot_id FROM pin_try WHERE person_id = ?1;
