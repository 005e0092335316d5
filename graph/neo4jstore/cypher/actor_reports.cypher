UNWIND $actors AS actor
MATCH (v:ActorReport {actor: actor})
RETURN actor, v.data
