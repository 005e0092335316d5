UNWIND $of AS of
CALL {
  WITH of
  MATCH (:Actor {id: of})-[s:SPOKE_WITH]-(o:Actor)
  RETURN o.id AS other, s.contact AS contact, s.date AS day
UNION
  WITH of
  MATCH ()-[t:TOOK_PART]->(n) WHERE t.leads = of AND t.key > '' AND n.status = 'actual'
  UNWIND [j IN range(0, size(n.actors)-1) WHERE any(i IN range(0, size(n.actors)-1)
    WHERE n.sides[i] <> n.sides[j] AND (n.actors[i] = of OR n.onBehalfOf[i] = of)) | n.actors[j]] AS other
  RETURN other, n.id AS contact, coalesce(n.start, n.end) AS day
}
