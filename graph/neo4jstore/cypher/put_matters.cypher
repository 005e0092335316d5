UNWIND $rows AS row
MATCH (m:Matter {id: row.id})
SET m = row
WITH m, row
OPTIONAL MATCH (m)-[old:CONCERNS]->()
DELETE old
WITH DISTINCT m, row
UNWIND range(0, size(row.concerns) - 1) AS i
MATCH (a:Actor {id: row.concerns[i]})
CREATE (m)-[r:CONCERNS]->(a)
SET r.role = CASE WHEN row.roles[i] <> '' THEN row.roles[i] END
