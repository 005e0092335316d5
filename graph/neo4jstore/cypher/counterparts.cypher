// A page of the counterparts of each owner, with the actors that they are.
UNWIND $of AS of
CALL {
  WITH of
  MATCH (k:Counterpart) WHERE k.actor = of AND k.key > $from
  RETURN k.key AS key, k.other AS other, k.count AS count, k.first AS first, k.last AS last
  ORDER BY k.actor, k.key LIMIT $limit
}
MATCH (o:Actor {id: other})
RETURN of, key, count, first, last, o
