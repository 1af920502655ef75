-- Parameters: terminal, ledger, head's n and hash, forked, filed n and hash.
INSERT INTO ledger (terminal_id, ledger_id, head_n, head_hash, is_forked, filed_n, filed_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (terminal_id, ledger_id) DO UPDATE
SET head_n = excluded.head_n, head_hash = excluded.head_hash, is_forked = excluded.is_forked,
    filed_n = excluded.filed_n, filed_hash = excluded.filed_hash;
