// The contacts in which actors took part, themselves or by others.
UNWIND $ids AS id
CALL {
  WITH id MATCH ()-[t:TOOK_PART]->(c) WHERE t.actor = id AND t.key > '' RETURN c
UNION
  WITH id MATCH ()-[t:TOOK_PART]->(c) WHERE t.leads = id AND t.key > '' RETURN c
}
RETURN DISTINCT c
