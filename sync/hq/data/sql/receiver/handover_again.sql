-- The reader lost what came after an n: all of it is handed over again. Parameters: terminal, ledger, n.
INSERT INTO handover (seq, number)
SELECT seq, NULL
FROM entry
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n > ?3
ON CONFLICT DO NOTHING;
