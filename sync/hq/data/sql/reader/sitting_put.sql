-- One finished sitting.
INSERT INTO sitting (person_id, sitting_id, entry_hash, terminal_id, assessment, assessment_version,
                     kind, purpose, framework_version, unit, tier, title, standard, started_ms,
                     finished_ms, elapsed_ms, responses, scored, is_measuring, is_duplicate,
                     claim_differs)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21)
ON CONFLICT (person_id, sitting_id, entry_hash) DO NOTHING;
