// The contacts in which actors took part, themselves or by others.
UNWIND $ids AS id
CALL {
  WITH id MATCH ()-[t:TOOK_PART]->(c) WHERE t.actor = id RETURN c
UNION
  WITH id MATCH ()-[t:TOOK_PART]->(c) WHERE t.onBehalfOf = id RETURN c
}
RETURN DISTINCT c
