-- Staff set an entry aside: it stays, and no longer counts.
UPDATE entry SET state = 'quarantined', reason = ?3, at_ms = ?4 WHERE terminal_id = ?1 AND hash = ?2;
