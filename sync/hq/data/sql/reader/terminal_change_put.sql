-- The next change of a terminal's state. Parameters: terminal, state, at.
INSERT INTO terminal_change (terminal_id, number, state, at_ms)
SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3 FROM terminal_change WHERE terminal_id = ?1;
