UNWIND $rows AS row
MATCH (a:Actor {id: row.a})
MATCH (b:Actor {id: row.b})
CREATE (a)-[s:SPOKE_WITH]->(b) SET s = row.props
