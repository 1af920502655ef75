-- Parameters: ?1 ledger, ?2 n, ?3 hash, ?4 parent, ?5 record, ?6 class, ?7 sealed digest, ?8 signature, ?9 sealed.
-- Columns: none.
-- Index: primary key.
INSERT INTO entry (ledger_id, n, hash, parent, record_id, class, sealed_digest, signature, sealed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
