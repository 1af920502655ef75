-- The reader acted on a decision.
UPDATE decision SET is_applied = 1 WHERE terminal_id = ?1 AND hash = ?2;
