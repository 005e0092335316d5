UNWIND $rows AS row
MATCH (k:Counterpart {actor: row.actor, other: row.other})
DELETE k
