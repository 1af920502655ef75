-- Active people with their posts, and whether one has evidence that is valid at ?1 (4 = aged).
SELECT p.person_id, p.unit, p.unit_name, p.tier, p.title,
       EXISTS (SELECT 1 FROM result AS r
               WHERE r.person_id = p.person_id AND r.status <> 4 AND r.from_ms <= ?1 AND ?1 < r.until_ms) AS is_measured
FROM person AS p
WHERE p.is_active = 1
ORDER BY p.person_id;
