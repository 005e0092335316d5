// The pairs that spoke on several days up to one, with those days and the number of all their contacts.
MATCH (a:Actor)-[r:SPOKE_WITH]->(b:Actor)
WHERE r.date IS NULL OR r.date <= $on
WITH a, b, count(*) AS n, collect(DISTINCT r.date) AS days
WHERE size(days) >= $least
RETURN a.id, b.id, n, days
