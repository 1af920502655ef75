-- Parameters: ?1 ledger, ?2 first n, ?3 count.
-- Columns: n, parent, record_id, class, sealed_digest, signature, sealed; by n.
-- Index: primary key.
SELECT n, parent, record_id, class, sealed_digest, signature, sealed FROM entry
WHERE ledger_id = ?1 AND n >= ?2 AND sealed IS NOT NULL ORDER BY n LIMIT ?3;
