-- What became of an entry.
SELECT state FROM entry WHERE terminal_id = ?1 AND hash = ?2;
