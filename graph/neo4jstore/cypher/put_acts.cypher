// Type of the speech act: %s.
UNWIND $rows AS row
MATCH (a:Actor {id: row.speaker})
MATCH (m:Matter {id: row.matter})
CREATE (a)-[r:%s]->(m) SET r = row.props
