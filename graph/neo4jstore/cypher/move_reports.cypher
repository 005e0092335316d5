UNWIND $rows AS row
MATCH (r:Report {id: row.id})
SET r.event = row.event
