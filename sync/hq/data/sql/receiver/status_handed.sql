-- Parameters: terminal, number.
UPDATE status
SET is_handed_over = 1
WHERE terminal_id = ?1 AND number = ?2;
