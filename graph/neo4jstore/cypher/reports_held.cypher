// The reports that events are made of.
UNWIND $events AS event
MATCH (r:Report {event: event})
MATCH (a:Article {id: r.article})
RETURN r, a.published, a.outlet, a.sourceKey, a.print, a.issuer
