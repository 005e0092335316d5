// Notes the last change, and takes those out that are too many.
MATCH (g:Graph {id: 'demarche'})
SET g.feed = $feed
WITH g
MATCH (h:Change) WHERE h.number <= $feed - $keep
DELETE h
