MERGE (c:Correction {id: $id})
SET c = $props
WITH c
MATCH (g:Graph {id: 'demarche'})
SET g.rules = coalesce(g.rules, 0) + 1, g.merged = $merged
