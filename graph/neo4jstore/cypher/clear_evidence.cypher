// Label of the event: %s.
UNWIND $rows AS row
MATCH (:%s {id: row.id})-[r:REPORTED_IN]->()
WHERE r.report IN row.reports
DELETE r
