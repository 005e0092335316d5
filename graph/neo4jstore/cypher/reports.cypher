UNWIND $ids AS id
MATCH (r:Report {id: id})
MATCH (a:Article {id: r.article})
RETURN r, a.published, a.outlet, a.sourceKey, a.print, a.issuer
