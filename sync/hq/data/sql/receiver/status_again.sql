-- All statuses go to the reader again.
UPDATE status
SET is_handed_over = 0;
