-- Parameters: terminal, ledger, n, hash, parent, in run, received, file. Columns: seq; no row = it was here.
INSERT INTO entry (terminal_id, ledger_id, n, hash, parent, is_in_run, received_utc_ms, file)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO NOTHING
RETURNING seq;
