-- What became of an entry, and why.
SELECT state, reason, record_id FROM entry WHERE terminal_id = ?1 AND hash = ?2;
