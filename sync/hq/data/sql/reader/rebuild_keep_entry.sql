-- Entries that the backup lost stay as they are, marked as absent from the backup.
INSERT INTO rebuilt.entry (terminal_id, hash, ledger, n, parent, record_id, class, signature, state,
                           reason, at_ms, arrived_ms, is_backed_up)
SELECT e.terminal_id, e.hash, e.ledger, e.n, e.parent, e.record_id, e.class, e.signature, e.state,
       e.reason, e.at_ms, e.arrived_ms, 0
FROM main.entry AS e
WHERE NOT EXISTS (SELECT 1 FROM rebuilt.entry AS r
                  WHERE r.terminal_id = e.terminal_id AND r.hash = e.hash);
