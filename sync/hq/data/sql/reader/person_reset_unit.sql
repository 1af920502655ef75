-- Everybody on the roster of a unit's terminal needs a new slip.
UPDATE person SET pin_reset_due = 1 WHERE is_active = 1 AND (unit = ?1 OR parent_unit = ?1);
