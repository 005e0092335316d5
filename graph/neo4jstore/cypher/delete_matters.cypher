UNWIND $ids AS id
MATCH (m:Matter {id: id})
DETACH DELETE m
