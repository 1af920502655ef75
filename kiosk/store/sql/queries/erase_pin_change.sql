-- Parameters: none.
-- Columns: none.
-- Index: scan.
DELETE FROM pin_change;
