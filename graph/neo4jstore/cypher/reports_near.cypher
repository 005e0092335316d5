// The reports that lie in blocks of the same key, the same sort and overlapping days.
UNWIND $blocks AS b
MATCH (k:Block {key: b.key})<-[:LIES_IN]-(r:Report)
WHERE k.until >= b.from AND k.from <= b.until AND k.denied = b.denied
WITH DISTINCT r
MATCH (a:Article {id: r.article})
RETURN r, a.published, a.outlet, a.sourceKey, a.print, a.issuer
