-- Changes of a terminal's state in their order. Parameters: terminal. Columns: at, state.
SELECT at_ms, state FROM terminal_change WHERE terminal_id = ?1 ORDER BY number;
