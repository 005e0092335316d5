UNWIND $rows AS row
MATCH (a:Article {id: row.article})
OPTIONAL MATCH (a)-[old:MENTIONS]->()
DELETE old
WITH DISTINCT a, row
UNWIND row.mentions AS mention
MATCH (n:Actor {id: mention.actor})
CREATE (a)-[:MENTIONS {times: mention.times}]->(n)
