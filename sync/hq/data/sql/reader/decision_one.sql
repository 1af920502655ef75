-- The word of staff about an entry.
SELECT verdict FROM decision WHERE terminal_id = ?1 AND hash = ?2;
