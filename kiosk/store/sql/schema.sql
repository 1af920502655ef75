CREATE INDEX ix_open_sitting__person_id ON open_sitting (person_id);
CREATE INDEX ix_person__nip_hash ON person (generation, nip_hash);
CREATE INDEX ix_person__short_hash ON person (generation, short_hash);
CREATE INDEX ix_summary__person_id ON summary (person_id, finished_utc_ms);
CREATE TABLE current_package (
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL REFERENCES package (digest),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
    ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16),
    n INTEGER NOT NULL CHECK (n >= 1),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    parent BLOB NOT NULL CHECK (length(parent) = 32),
    record_id BLOB NOT NULL CHECK (length(record_id) = 16),
    class INTEGER NOT NULL,
    sealed_digest BLOB NOT NULL CHECK (length(sealed_digest) = 32),
    signature BLOB NOT NULL,
    sealed BLOB,                           -- NULL once pruned
    PRIMARY KEY (ledger_id, n)
) STRICT;
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE open_sitting (
    sitting_id BLOB PRIMARY KEY CHECK (length(sitting_id) = 16),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    key_box BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE package (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    plain BLOB NOT NULL,
    keys_box BLOB
) STRICT;
CREATE TABLE person (
    generation INTEGER NOT NULL,           -- roster being staged or current (meta.roster_generation)
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    nip_hash BLOB NOT NULL,
    short_hash BLOB NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (generation, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_change (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    record_id BLOB NOT NULL CHECK (length(record_id) = 16),
    box BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_try (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    wrong_count INTEGER NOT NULL,
    wait_ms INTEGER NOT NULL CHECK (wait_ms BETWEEN 0 AND 300000),
    since_boot_ms INTEGER NOT NULL,        -- boot clock when wait_ms was left
    boot_id BLOB NOT NULL CHECK (length(boot_id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE sitting_event (
    sitting_id BLOB NOT NULL REFERENCES open_sitting (sitting_id),
    sequence INTEGER NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (sitting_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE summary (
    sitting_id BLOB PRIMARY KEY CHECK (length(sitting_id) = 16),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    finished_utc_ms INTEGER NOT NULL,
    entry_n INTEGER NOT NULL,
    box BLOB NOT NULL
, ledger_id BLOB NOT NULL
    DEFAULT x'00000000000000000000000000000000' CHECK (length(ledger_id) = 16)) STRICT;
CREATE TRIGGER entry_body_only_goes BEFORE UPDATE OF sealed ON entry WHEN NEW.sealed IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OF ledger_id, n, hash, parent, record_id, class,
    sealed_digest, signature ON entry
BEGIN
    SELECT raise(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN
    SELECT raise(ABORT, 'the ledger is append-only');
END;
