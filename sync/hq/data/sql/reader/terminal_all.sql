-- All terminals.
SELECT terminal_id, name, unit, state, tls_certificate, signing_certificate, opening_certificate,
       joined_ms, status, status_ms
FROM terminal
ORDER BY unit, name, terminal_id;
