-- Places of a chain that two entries claim: a restored image or a cloned terminal.
SELECT terminal_id, ledger, n, count(*) AS entries FROM entry
GROUP BY terminal_id, ledger, n, parent
HAVING count(*) > 1;
