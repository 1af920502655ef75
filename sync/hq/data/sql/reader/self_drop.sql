-- Self-ratings of a sitting of which no record is left.
DELETE FROM self_result
WHERE person_id = ?1 AND sitting_id = ?2
  AND NOT EXISTS (SELECT 1 FROM sitting AS s WHERE s.person_id = ?1 AND s.sitting_id = ?2);
