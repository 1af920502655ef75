-- People with a sitting that only the present tables hold. Columns: person.
SELECT DISTINCT s.person_id
FROM main.sitting AS s
WHERE NOT EXISTS (SELECT 1 FROM rebuilt.sitting AS r
                  WHERE r.person_id = s.person_id AND r.sitting_id = s.sitting_id
                    AND r.entry_hash = s.entry_hash);
