// Label of the kind: %s.
UNWIND $rows AS row
MERGE (a:Actor {id: row.id})
SET a = row
REMOVE a:Person:Country:Organisation
SET a:%s
