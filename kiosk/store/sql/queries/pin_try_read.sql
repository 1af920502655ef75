-- Parameters: ?1 person.
-- Columns: wrong_count, until_utc_ms.
-- Index: primary key.
SELECT wrong_count, until_utc_ms FROM pin_try WHERE person_id = ?1;
