UNWIND $rows AS row
MATCH (k:Counterpart {actor: row.actor, other: row.other})
RETURN row.actor, row.other, k.days
