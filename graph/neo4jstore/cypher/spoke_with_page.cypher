// The counterparts of each owner: how many, and those of the page.
CALL {
  $CONTACTS
  WITH of, other, count(*) AS n, min(day) AS first, max(day) AS last
  ORDER BY n DESC, other
  RETURN of, collect([other, n, first, last]) AS list
}
WITH of, list, CASE WHEN $backward THEN reverse(list) ELSE list END AS walk
RETURN of, size(list), [x IN walk WHERE $count IS NULL
  OR NOT $backward AND (x[1] < $count OR x[1] = $count AND x[0] > $from)
  OR $backward AND (x[1] > $count OR x[1] = $count AND x[0] < $from)][0..$limit]
