// The pairs, with one of or of one of $who where that is asked for, that spoke on several days up to one, with those days and the number of all their contacts.
MATCH (a:Actor)-[r:SPOKE_WITH]->(b:Actor)
WHERE (r.date IS NULL OR r.date <= $on)
  AND ($who IS NULL OR a.id IN $who OR b.id IN $who OR a.country IN $countries OR b.country IN $countries)
WITH a, b, count(*) AS n, collect(DISTINCT r.date) AS days
WHERE size(days) >= $least
RETURN a.id, b.id, n, days
