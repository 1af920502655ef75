-- Keeps wrong tries and the end of a lock.
UPDATE staff SET wrong_count = ?2, locked_until_ms = ?3 WHERE login = ?1;
