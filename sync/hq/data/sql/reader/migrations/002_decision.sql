-- What staff decided about entries that no rule could decide, and PINs that a new slip must replace.
CREATE TABLE decision (
    terminal_id BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    verdict TEXT NOT NULL CHECK (verdict IN ('release', 'follow', 'drop', 'drop_branch')),
    login TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    is_applied INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (terminal_id, hash)
) STRICT;
CREATE INDEX entry_by_parent ON entry (terminal_id, parent);
ALTER TABLE person ADD COLUMN pin_reset_due INTEGER NOT NULL DEFAULT 0;
