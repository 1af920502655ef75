-- Columns: numbers of the files that were made, oldest first.
SELECT number
FROM handover_file
ORDER BY number;
