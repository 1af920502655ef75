-- The PIN of whoever chose it by this record needs a new slip.
UPDATE person SET pin_reset_due = 1 WHERE pin_record = ?1;
