-- Parameters: none.
-- Columns: ledger_id, n of its newest entry; by ledger_id.
-- Index: primary key.
SELECT ledger_id, max(n) FROM entry GROUP BY ledger_id ORDER BY ledger_id;
