-- Parameters: none.
-- Columns: none.
-- Index: scan.
DELETE FROM sitting_event;
