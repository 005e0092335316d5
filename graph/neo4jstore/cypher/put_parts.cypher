UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (c:Contact {id: row.contact})
CREATE (a)-[t:TOOK_PART]->(c) SET t = row.props
