-- Parameters: ?1 ledger, ?2 n.
-- Columns: hash.
-- Index: primary key.
SELECT hash FROM entry WHERE ledger_id = ?1 AND n = ?2;
