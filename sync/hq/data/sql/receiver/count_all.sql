-- Columns: entries, entries in runs, entries filed, quarantined, forks.
SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM run),
       (SELECT count(*) FROM handover WHERE state = 2), (SELECT count(*) FROM quarantine),
       (SELECT count(*) FROM fork);
