-- Sittings of entries that stay filed although the backup alone would not have filed them.
INSERT INTO rebuilt.sitting
SELECT s.*
FROM main.sitting AS s
JOIN rebuilt.entry AS e ON e.terminal_id = s.terminal_id AND e.hash = s.entry_hash
WHERE e.state = 'filed'
  AND NOT EXISTS (SELECT 1 FROM rebuilt.sitting AS r
                  WHERE r.person_id = s.person_id AND r.sitting_id = s.sitting_id
                    AND r.entry_hash = s.entry_hash);
