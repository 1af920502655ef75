-- Parameters: terminal, ledger. Columns: head's n and hash, forked, filed n and hash.
SELECT head_n, head_hash, is_forked, filed_n, filed_hash
FROM ledger
WHERE terminal_id = ?1 AND ledger_id = ?2;
