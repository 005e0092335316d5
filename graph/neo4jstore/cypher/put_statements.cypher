UNWIND $rows AS row
MERGE (s:Statement {id: row.props.id})
SET s = row.props
WITH s, row
MATCH (m:Matter {id: row.props.matter})
CREATE (s)-[:ABOUT]->(m)
WITH s, row
UNWIND row.addressees AS to
MATCH (a:Actor {id: to})
CREATE (s)-[:ADDRESSED_TO]->(a)
