-- Self-assessments of the same sittings.
INSERT INTO rebuilt.self_result
SELECT o.*
FROM main.self_result AS o
WHERE EXISTS (SELECT 1 FROM rebuilt.sitting AS s
              WHERE s.person_id = o.person_id AND s.sitting_id = o.sitting_id)
ON CONFLICT DO NOTHING;
