-- Changes what HQ accepts from a terminal.
UPDATE terminal SET state = ?2 WHERE terminal_id = ?1;
