// Takes the turn to write: other writers wait here until the transaction ends. Gives the state of the feed, and the
// corrections in force where they are others than the caller knows.
MATCH (g:Graph {id: 'demarche'})
SET g.turn = coalesce(g.turn, 0) + 1
RETURN coalesce(g.feed, 0) AS feed, coalesce(g.rules, 0) AS rules
