-- Parameters: terminal, hash, parent, authority, ledger, n, record, class, header, signature, sealed, received.
INSERT INTO entry (terminal_id, hash, parent, authority_id, ledger_id, n, record_id, class, header, signature,
                   sealed, received_utc_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT DO NOTHING;
