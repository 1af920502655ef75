-- The backup holds the entry again. Parameters: terminal, hash.
UPDATE entry SET is_backed_up = 1 WHERE terminal_id = ?1 AND hash = ?2;
