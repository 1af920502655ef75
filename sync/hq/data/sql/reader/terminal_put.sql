-- A terminal that was confirmed.
INSERT INTO terminal (terminal_id, name, unit, state, tls_certificate, signing_certificate,
                      opening_certificate, joined_ms)
VALUES (?1, ?2, ?3, 'active', ?4, ?5, ?6, ?7);
