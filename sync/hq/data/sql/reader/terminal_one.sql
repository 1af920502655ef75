-- One terminal. Parameters: terminal.
SELECT terminal_id, name, unit, state, tls_certificate, signing_certificate, opening_certificate,
       joined_ms, status, status_ms
FROM terminal
WHERE terminal_id = ?1;
