-- The receiver's archive: sealed entries in the order of their arrival, the end of each ledger's run without
-- gaps, and what was handed to the reader. Bodies and both indexes grow at their ends: a random key would touch a page
-- of its own for every entry.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16),
    n INTEGER NOT NULL CHECK (n >= 1),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    parent BLOB NOT NULL CHECK (length(parent) = 32),
    is_in_run INTEGER NOT NULL CHECK (is_in_run IN (0, 1)), -- all its parents are here, down to the genesis
    received_utc_ms INTEGER NOT NULL,
    file BLOB NOT NULL                                      -- as the terminal sent it
) STRICT;
CREATE UNIQUE INDEX ix_entry__terminal_id_ledger_id_n_hash ON entry (terminal_id, ledger_id, n, hash);
CREATE TRIGGER entry_never_changes
BEFORE UPDATE OF seq, terminal_id, ledger_id, n, hash, parent, received_utc_ms, file ON entry
BEGIN SELECT raise(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'entries are append-only'); END;

CREATE TABLE ledger (
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16),
    head_n INTEGER NOT NULL,    -- the highest entry in the run; 0 = none yet
    head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
    is_forked INTEGER NOT NULL CHECK (is_forked IN (0, 1)),
    filed_n INTEGER NOT NULL,   -- what the reader's filed receipt covers; 0 = none
    filed_hash BLOB NOT NULL CHECK (length(filed_hash) = 32),
    PRIMARY KEY (terminal_id, ledger_id)
) STRICT, WITHOUT ROWID;

-- A parent with two children: an old image restored, or a cloned terminal.
CREATE TABLE fork (
    terminal_id BLOB NOT NULL,
    parent BLOB NOT NULL,
    ledger_id BLOB NOT NULL,
    seen_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, parent)
) STRICT, WITHOUT ROWID;

-- One row for each entry that no filed receipt covers: the handover file it lies in, NULL = it waits for one.
CREATE TABLE handover_file (
    number INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;
CREATE TABLE handover (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    number INTEGER REFERENCES handover_file (number)
) STRICT;
CREATE INDEX ix_handover__number ON handover (number);

-- Beyond the terminal's allowance only digest, reason and size stay.
CREATE TABLE quarantine (
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    reason INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB,
    received_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, digest)
) STRICT;

CREATE TABLE terminal_use (
    terminal_id BLOB NOT NULL PRIMARY KEY CHECK (length(terminal_id) = 16),
    stored_bytes INTEGER NOT NULL,      -- entries, and what quarantine keeps whole
    quarantine_bytes INTEGER NOT NULL   -- the latter alone
) STRICT, WITHOUT ROWID;

CREATE TABLE status (
    terminal_id BLOB NOT NULL PRIMARY KEY CHECK (length(terminal_id) = 16),
    number INTEGER NOT NULL,
    document BLOB NOT NULL,
    received_utc_ms INTEGER NOT NULL,
    is_handed_over INTEGER NOT NULL CHECK (is_handed_over IN (0, 1))
) STRICT;
CREATE INDEX ix_status__waiting ON status (terminal_id) WHERE is_handed_over = 0;
