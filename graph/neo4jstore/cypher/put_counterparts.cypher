UNWIND $rows AS row
MERGE (k:Counterpart {actor: row.actor, other: row.other})
SET k = row
