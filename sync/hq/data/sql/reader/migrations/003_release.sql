-- Released figures: what roles without the right to names see. Rows are added, never changed, but for the shares of
-- older cells of no single office, which are emptied. Each share: person (16 bytes), token of the evidence (8), met (1).
CREATE TABLE release_cell (
    competency TEXT NOT NULL,
    unit TEXT NOT NULL,
    tier TEXT NOT NULL,
    family TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    period TEXT NOT NULL,
    people INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    met INTEGER NOT NULL,
    shares BLOB NOT NULL,
    PRIMARY KEY (competency, unit, tier, family, made_ms)
) STRICT;
