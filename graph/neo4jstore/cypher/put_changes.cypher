// Enters contacts in the feed: each has the number of its latest change; what is gone leaves a Gone node.
UNWIND $rows AS row
CALL {
  WITH row
  MATCH (c:Contact {id: row.id}) WHERE NOT row.gone
  SET c.change = row.seq
}
FOREACH (_ IN CASE WHEN row.gone THEN [1] ELSE [] END | CREATE (:Gone {change: row.seq, contact: row.id}))
