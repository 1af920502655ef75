-- The map: per unit and competency, how many active people have a stated level where the post
-- requires one, and how many of them reach it.
SELECT p.unit, r.competency, count(*) AS counted, sum(r.level >= r.required) AS met
FROM result AS r
JOIN person AS p ON p.person_id = r.person_id
WHERE p.is_active = 1 AND r.status = 0 AND r.required > 0
GROUP BY p.unit, r.competency
ORDER BY p.unit, r.competency;
