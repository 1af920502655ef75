-- A terminal may have begun a second ledger (its disk was an old image): a summary names its ledger,
-- and what HQ stored and filed is counted for each. A pruned body never comes back.
ALTER TABLE summary ADD COLUMN ledger_id BLOB NOT NULL
    DEFAULT x'00000000000000000000000000000000' CHECK (length(ledger_id) = 16);
UPDATE summary SET ledger_id = (SELECT value FROM meta WHERE key = 'ledger')
WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'ledger');

INSERT INTO meta (key, value)
SELECT n.key || ' ' || lower(hex(l.value)), n.value
FROM meta n JOIN meta l ON l.key = 'ledger'
WHERE n.key IN ('stored_n', 'filed_n');
DELETE FROM meta WHERE key IN ('stored_n', 'filed_n');

CREATE TRIGGER entry_body_only_goes BEFORE UPDATE OF sealed ON entry WHEN NEW.sealed IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'the ledger is append-only');
END;
