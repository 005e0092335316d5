// Takes the relationships from statements, but for the evidence.
UNWIND $ids AS id
MATCH (s:Statement {id: id})
OPTIONAL MATCH (s)-[about:ABOUT]->(m:Matter)
OPTIONAL MATCH (m)<-[act]-(:Actor) WHERE act.statement = id
OPTIONAL MATCH (s)-[to:ADDRESSED_TO]->()
DELETE act, about, to
