-- Results of active people at ?1, with what they rest on.
SELECT r.person_id, r.competency, r.status, r.level, r.required, r.entry_hash
FROM result AS r
JOIN person AS p ON p.person_id = r.person_id
WHERE p.is_active = 1 AND r.from_ms <= ?1 AND ?1 < r.until_ms
ORDER BY r.person_id, r.competency;
