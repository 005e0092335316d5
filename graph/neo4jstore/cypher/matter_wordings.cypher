UNWIND $ids AS id
OPTIONAL MATCH (s:Statement {matter: id})
RETURN DISTINCT id, s.about, s.concerns, s.roles
