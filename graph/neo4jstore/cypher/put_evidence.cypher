// Label of the event: %s.
UNWIND $rows AS row
MATCH (n:%s {id: row.id})
MATCH (a:Article {id: row.article})
CREATE (n)-[r:REPORTED_IN]->(a) SET r = row.props
