MATCH (h:Change)
WHERE h.number > $after
RETURN h.number, h.contact, h.gone ORDER BY h.number LIMIT $limit
