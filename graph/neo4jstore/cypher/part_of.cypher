// Joins organisations to what they are part of, whichever of the two came first.
UNWIND $ids AS id
MATCH (a:Actor {id: id})
OPTIONAL MATCH (a)-[old:PART_OF]->(was) WHERE was.id <> coalesce(a.partOf, '')
DELETE old
WITH DISTINCT a
CALL {
  WITH a
  MATCH (whole:Actor {id: a.partOf})
  RETURN a AS part, whole
UNION
  WITH a
  MATCH (part:Actor {partOf: a.id})
  RETURN part, a AS whole
}
MERGE (part)-[:PART_OF]->(whole)
