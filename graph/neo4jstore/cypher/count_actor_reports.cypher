// Counts how many articles say a thing of an actor. Gives those that are new and those that are no more.
UNWIND $rows AS row
MERGE (v:ActorReport {key: row.key})
ON CREATE SET v.actor = row.actor, v.data = row.data, v.count = 0
SET v.count = v.count + row.n
WITH v, row
WHERE v.count = row.n OR v.count <= 0
WITH v, v.actor AS actor, v.count <= 0 AS gone
FOREACH (_ IN CASE WHEN gone THEN [1] ELSE [] END | DELETE v)
RETURN DISTINCT actor
