-- Parameters: ?1 ledger.
-- Columns: n, hash of the newest.
-- Index: primary key.
SELECT n, hash FROM entry WHERE ledger_id = ?1 ORDER BY n DESC LIMIT 1;
