-- Parameters: number of a file in which no entry lies any more.
DELETE FROM handover_file
WHERE number = ?1;
