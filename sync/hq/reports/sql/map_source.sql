-- What stands behind the map at ?1: measuring sittings, and the newest of them.
SELECT count(*) AS sittings, coalesce(max(finished_ms), 0) AS newest_ms
FROM sitting
WHERE is_measuring = 1 AND is_duplicate = 0 AND finished_ms <= ?1;
