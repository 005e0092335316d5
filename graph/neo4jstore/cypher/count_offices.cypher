// Counts how many articles know of an office; one that none knows of is no more.
UNWIND $rows AS row
MATCH (p:Actor {id: row.person}), (f:Actor {id: row.for})
MERGE (p)-[h:HOLDS_OFFICE {key: row.key}]->(f)
ON CREATE SET h += row.props, h.count = 0
SET h.count = h.count + row.n
WITH h WHERE h.count <= 0
DELETE h
