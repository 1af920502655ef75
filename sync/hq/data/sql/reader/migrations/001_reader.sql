-- The reader's tables. Big ones begin their key with the distribution column (person or terminal).
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    unit TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    nip TEXT NOT NULL,
    short_number TEXT NOT NULL,
    name TEXT NOT NULL,
    employment TEXT NOT NULL,
    rank TEXT NOT NULL,
    grade TEXT NOT NULL,
    title TEXT NOT NULL,
    tier TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    parent_unit TEXT NOT NULL,
    superior TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    pin_salt BLOB NOT NULL,
    pin_verifier BLOB NOT NULL,
    must_change_pin INTEGER NOT NULL,
    pin_record BLOB,
    pin_made_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_by_nip ON person (nip);
CREATE INDEX person_by_unit ON person (unit);

CREATE TABLE terminal (
    terminal_id BLOB PRIMARY KEY CHECK (length(terminal_id) = 16),
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'held', 'revoked')),
    tls_certificate BLOB NOT NULL,
    signing_certificate BLOB NOT NULL,
    opening_certificate BLOB NOT NULL,
    joined_ms INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT '',
    status_number INTEGER NOT NULL DEFAULT 0,
    status_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Every state that a terminal was ever in: what counts is the state when an entry arrived.
CREATE TABLE terminal_change (
    terminal_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'held', 'revoked')),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, number)
) STRICT;

CREATE TABLE enrolment (
    code_id TEXT PRIMARY KEY,
    secret BLOB NOT NULL,
    unit TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    terminal_id BLOB
) STRICT;

CREATE TABLE content (
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    package BLOB NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT;

CREATE TABLE entry (
    terminal_id BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    ledger BLOB NOT NULL,
    n INTEGER NOT NULL,
    parent BLOB NOT NULL,
    record_id BLOB NOT NULL,
    class INTEGER NOT NULL,
    signature BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('filed', 'held', 'quarantined')),
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    arrived_ms INTEGER NOT NULL, -- at the receiver
    is_backed_up INTEGER NOT NULL DEFAULT 1, -- 0 = a rebuild found that the backup lost it
    PRIMARY KEY (terminal_id, hash)
) STRICT;
CREATE INDEX entry_by_place ON entry (terminal_id, ledger, n);

CREATE TABLE refused (
    file TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE sitting (
    person_id BLOB NOT NULL,
    sitting_id BLOB NOT NULL,
    entry_hash BLOB NOT NULL,
    terminal_id BLOB NOT NULL,
    assessment TEXT NOT NULL,
    assessment_version INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    unit TEXT NOT NULL,
    tier TEXT NOT NULL,
    title TEXT NOT NULL,
    standard TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    responses TEXT NOT NULL,
    scored TEXT NOT NULL,
    is_measuring INTEGER NOT NULL,
    is_duplicate INTEGER NOT NULL,
    claim_differs INTEGER NOT NULL,
    PRIMARY KEY (person_id, sitting_id, entry_hash)
) STRICT;
CREATE INDEX sitting_by_entry ON sitting (entry_hash);

CREATE TABLE result (
    person_id BLOB NOT NULL,
    competency TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    status INTEGER NOT NULL,
    level INTEGER NOT NULL,
    level_low INTEGER NOT NULL,
    level_high INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    required INTEGER NOT NULL,
    sitting_id BLOB NOT NULL,
    entry_hash BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (person_id, competency, from_ms)
) STRICT;

CREATE TABLE self_result (
    person_id BLOB NOT NULL,
    competency TEXT NOT NULL,
    level INTEGER NOT NULL,
    sitting_id BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (person_id, competency, sitting_id)
) STRICT;

-- Who was ever in a roster that was published to a terminal. A transfer leaves the row.
CREATE TABLE sent_person (
    terminal_id BLOB NOT NULL CHECK (length(terminal_id) = 16),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    PRIMARY KEY (terminal_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    login TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('hr', 'viewer', 'admin')),
    password TEXT NOT NULL,
    is_disabled INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    unlock_count INTEGER NOT NULL
) STRICT;

CREATE TABLE look (
    look_id BLOB PRIMARY KEY CHECK (length(look_id) = 16),
    login TEXT NOT NULL,
    page TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE look_person (
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    look_id BLOB NOT NULL,
    PRIMARY KEY (person_id, look_id)
) STRICT;
CREATE INDEX ix_look_person__look ON look_person (look_id);
