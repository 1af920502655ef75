-- Rebuild: forgets every self-assessment.
DELETE FROM self_result;
