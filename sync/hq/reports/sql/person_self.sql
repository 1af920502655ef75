-- What a person said of the own level. Stands beside, never mixed.
SELECT s.competency, s.level, s.at_ms FROM self_result AS s
WHERE s.person_id = ?1
ORDER BY s.competency, s.at_ms;
