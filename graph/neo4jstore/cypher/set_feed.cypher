MATCH (g:Graph {id: 'demarche'})
SET g.feed = $feed
