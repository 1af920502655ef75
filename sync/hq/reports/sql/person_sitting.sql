-- A person's sittings, newest first, each with the entry that brought it and the standard of the post then.
SELECT s.assessment, s.assessment_version, s.kind, s.finished_ms, s.elapsed_ms, json_array_length(s.responses) AS items,
       s.entry_hash, e.state, s.is_measuring, s.is_duplicate, s.claim_differs, s.standard
FROM sitting AS s
JOIN entry AS e ON e.terminal_id = s.terminal_id AND e.hash = s.entry_hash
WHERE s.person_id = ?1
ORDER BY s.finished_ms DESC, s.sitting_id;
