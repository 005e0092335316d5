UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN id, a.kind, a.country
