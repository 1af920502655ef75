-- The entries of a file that is not there wait again. Parameters: number.
UPDATE handover
SET number = NULL
WHERE number = ?1;
