// Queries for Neo4j Browser. Set what is asked for first, once:
//   :param name => 'Qin Gang'
//   :param other => 'Dmytro Kuleba'
//   :param since => date('2023-01-01')
//   :param until => date('2023-12-31')

// The network of who spoke with whom in a period.
MATCH p = (:Actor)-[s:SPOKE_WITH]-(:Actor)
WHERE s.date >= $since AND s.date <= $until
RETURN p LIMIT 300;

// Find an actor by any of its names, whatever the case and accents.
CALL db.index.fulltext.queryNodes('actor_names', $name) YIELD node, score
RETURN node, score LIMIT 10;

// Whom one spoke with, how often, first and last.
MATCH (:Actor {name: $name})-[s:SPOKE_WITH]-(o:Actor)
RETURN o.name AS counterpart, count(*) AS contacts, min(s.date) AS first, max(s.date) AS last
ORDER BY contacts DESC, counterpart LIMIT 25;

// The contacts of one, those planned, possible and denied too, with everybody who took part.
MATCH p = (:Actor {name: $name})-[:TOOK_PART]->(:Contact)<-[:TOOK_PART]-(:Actor)
RETURN p LIMIT 100;

// What was said of one contact of a pair, in which article, in which words.
MATCH (:Actor {name: $name})-[s:SPOKE_WITH]-(:Actor {name: $other})
MATCH (c:Contact {id: s.contact})-[r:REPORTED_IN]->(a:Article)
RETURN c.caption AS contact, a.outlet AS outlet, a.title AS article, r.quote AS words
ORDER BY s.date DESC LIMIT 25;

// How two are connected: a shortest chain of contacts.
MATCH p = shortestPath((:Actor {name: $name})-[:SPOKE_WITH*..6]-(:Actor {name: $other}))
RETURN p;

// Who called for what, and from whom.
MATCH p = (:Actor)-[:CALLED_FOR]->(m:Matter)
OPTIONAL MATCH q = (m)<-[:ABOUT]-(:Statement {kind: 'called_for'})-[:ADDRESSED_TO]->(:Actor)
RETURN p, q LIMIT 100;

// Who denied what, and who had claimed it.
MATCH p = (:Actor)-[:DENIED]->(m:Matter)
OPTIONAL MATCH q = (m)<-[:CLAIMED]-(:Actor)
RETURN p, q LIMIT 100;

// Contacts that one says took place and another denies.
MATCH p = (:Actor)-[:TOOK_PART]->(c:Contact {disputed: true})
RETURN p LIMIT 100;

// What was planned and then denied.
MATCH (c:Contact {status: 'planned'}) WHERE c.against IS NOT NULL
UNWIND c.against AS other
MATCH (d:Contact {id: other})
RETURN c, d LIMIT 50;

// Contacts by month.
MATCH (c:Contact {status: 'actual'}) WHERE c.start IS NOT NULL
RETURN date.truncate('month', c.start) AS month, count(*) AS contacts ORDER BY month;

// For whom a person acted, and since when.
MATCH p = (:Person {name: $name})-[:HOLDS_OFFICE]->()
RETURN p;

// Everything that one article says.
MATCH (a:Article) WHERE a.title CONTAINS $name
MATCH p = (a)<-[:REPORTED_IN]-(n)
OPTIONAL MATCH q = (n)<-[:TOOK_PART]-(:Actor)
RETURN p, q LIMIT 100;
