-- Parameters: terminal, hash. Columns: authority, ledger, n, parent, record, class, signature, sealed.
SELECT authority_id, ledger_id, n, parent, record_id, class, signature, sealed
FROM entry
WHERE terminal_id = ?1 AND hash = ?2;
