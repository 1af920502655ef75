-- Active people with their posts, and whether one finished a mapping by ?1.
SELECT p.person_id, p.unit, p.unit_name, p.tier, p.title,
       EXISTS (SELECT 1 FROM sitting AS s
               WHERE s.person_id = p.person_id AND s.is_measuring = 1 AND s.is_duplicate = 0 AND s.finished_ms <= ?1)
           AS is_measured
FROM person AS p
WHERE p.is_active = 1
ORDER BY p.person_id;
