-- Every ledger that has entries. Columns: terminal, ledger. Index: entry_by_place.
SELECT DISTINCT terminal_id, ledger FROM entry;
