// The articles of these reports, and those that name one of these actors.
CALL {
  UNWIND $reports AS id
  MATCH (r:Report {id: id})
  RETURN r.article AS article
UNION
  UNWIND $actors AS id
  MATCH (a:Article)
  WHERE id IN a.actors
  RETURN a.id AS article
}
RETURN DISTINCT article ORDER BY article
