-- Columns: entries, entries in runs, entries filed, quarantined, forks.
SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM entry WHERE is_in_run = 1),
       (SELECT count(*) FROM entry) - (SELECT count(*) FROM handover), (SELECT count(*) FROM quarantine),
       (SELECT count(*) FROM fork);
