-- An entry and what became of it.
INSERT INTO entry (terminal_id, hash, ledger, n, parent, record_id, class, signature, state, reason,
                   at_ms, arrived_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (terminal_id, hash) DO UPDATE SET state = excluded.state, reason = excluded.reason,
    at_ms = excluded.at_ms;
