-- Columns: terminal, ledger, filed n and hash of each ledger of which something was filed.
SELECT terminal_id, ledger_id, filed_n, filed_hash
FROM ledger
WHERE filed_n > 0
ORDER BY terminal_id, ledger_id;
