-- The receiver's archive: sealed entries by hash, the run without gaps, what was handed to the reader.
CREATE TABLE entry (
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    parent BLOB NOT NULL CHECK (length(parent) = 32),
    authority_id BLOB NOT NULL CHECK (length(authority_id) = 16),
    ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16),
    n INTEGER NOT NULL CHECK (n >= 1),
    record_id BLOB NOT NULL CHECK (length(record_id) = 16),
    class INTEGER NOT NULL CHECK (class IN (1, 2)),
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed BLOB NOT NULL,
    received_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, hash)
) STRICT;
CREATE INDEX ix_entry__terminal_id_parent ON entry (terminal_id, parent);
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'entries are append-only'); END;

-- Entries whose parents are all here, down to the genesis.
CREATE TABLE run (
    terminal_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    ledger_id BLOB NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, hash),
    FOREIGN KEY (terminal_id, hash) REFERENCES entry (terminal_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_run__terminal_id_ledger_id_n ON run (terminal_id, ledger_id, n);

-- 0 = to be exported, 1 = lies (or lay) in intake, 2 = covered by a filed receipt.
CREATE TABLE handover (
    terminal_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    ledger_id BLOB NOT NULL,
    n INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    PRIMARY KEY (terminal_id, hash),
    FOREIGN KEY (terminal_id, hash) REFERENCES entry (terminal_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_handover__state ON handover (state);

-- A parent with two children: an old image restored, or a cloned terminal.
CREATE TABLE fork (
    terminal_id BLOB NOT NULL,
    parent BLOB NOT NULL,
    ledger_id BLOB NOT NULL,
    seen_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, parent)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    reason INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    received_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, digest)
) STRICT;

CREATE TABLE status (
    terminal_id BLOB NOT NULL PRIMARY KEY CHECK (length(terminal_id) = 16),
    number INTEGER NOT NULL,
    document BLOB NOT NULL,
    received_utc_ms INTEGER NOT NULL
) STRICT;
