UNWIND $ids AS id
MATCH (r:Report {id: id})
OPTIONAL MATCH (r)-[:LIES_IN]->(k:Block)
DETACH DELETE r, k
