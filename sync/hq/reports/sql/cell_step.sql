-- From the people of the units (?1, a JSON list) to those who meet the standard in competency ?2, at ?3.
-- Status 0: stated; 3: not certain yet, which counts as not reached.
SELECT count(*) AS people,
       coalesce(sum(EXISTS (SELECT 1 FROM sitting AS s
                            WHERE s.person_id = p.person_id AND s.is_measuring = 1)), 0) AS mapped,
       count(r.competency) AS measured,
       coalesce(sum(r.status IN (0, 3)), 0) AS stated,
       coalesce(sum(r.status IN (0, 3) AND r.required > 0), 0) AS counted,
       coalesce(sum(r.status IN (0, 3) AND r.required > 0 AND r.level >= r.required), 0) AS met
FROM person AS p
LEFT JOIN result AS r ON r.person_id = p.person_id AND r.competency = ?2
                             AND r.from_ms <= ?3 AND ?3 < r.until_ms
WHERE p.is_active = 1 AND p.unit IN (SELECT value FROM json_each(?1));
