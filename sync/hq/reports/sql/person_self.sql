-- What a person said of the own level, the newest of each competency. Stands beside, never mixed.
SELECT s.competency, s.level FROM self_result AS s
WHERE s.person_id = ?1
  AND s.at_ms = (SELECT max(n.at_ms) FROM self_result AS n
                 WHERE n.person_id = s.person_id AND n.competency = s.competency)
ORDER BY s.competency;
