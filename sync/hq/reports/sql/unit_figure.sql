-- Every unit, its active people, those of them who finished a mapping, and those with a figure: a
-- stated level in a competency that the post requires.
SELECT u.unit, u.name, u.parent,
       count(DISTINCT p.person_id) AS people,
       count(DISTINCT CASE WHEN r.status = 0 AND r.required > 0 THEN p.person_id END) AS with_figure
FROM unit AS u
LEFT JOIN person AS p ON p.unit = u.unit AND p.is_active = 1
LEFT JOIN result AS r ON r.person_id = p.person_id
GROUP BY u.unit, u.name, u.parent
ORDER BY u.unit;
