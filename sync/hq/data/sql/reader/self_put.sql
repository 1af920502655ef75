-- A self-rated level; stands beside the measured one.
INSERT INTO self_result (person_id, competency, level, sitting_id, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (person_id, competency, sitting_id) DO NOTHING;
