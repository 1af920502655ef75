-- A filed receipt covers the run from after one n to another. Parameters: terminal, ledger, from, to. Only for ledgers
-- without a fork.
DELETE FROM handover
WHERE seq IN (SELECT seq FROM entry
              WHERE terminal_id = ?1 AND ledger_id = ?2 AND n > ?3 AND n <= ?4 AND is_in_run = 1);
