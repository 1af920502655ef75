-- How many entries are in each state, and why.
SELECT state, reason, count(*) AS entries FROM entry
GROUP BY state, reason
ORDER BY state, reason;
