-- What became of an entry.
SELECT state, is_backed_up FROM entry WHERE terminal_id = ?1 AND hash = ?2;
