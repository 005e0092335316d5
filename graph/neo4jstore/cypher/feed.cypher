CALL {
  MATCH (c:Contact) WHERE c.change > $after
  RETURN c.change AS change, c.id AS contact, false AS gone ORDER BY change LIMIT $limit
UNION ALL
  MATCH (g:Gone) WHERE g.change > $after
  RETURN g.change AS change, g.contact AS contact, true AS gone ORDER BY change LIMIT $limit
}
RETURN change, contact, gone ORDER BY change LIMIT $limit
