// Constraints and indexes, made at open where missing; one statement up to each semicolon.

// What names a thing.
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT contact_id IF NOT EXISTS FOR (n:Contact) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT matter_id IF NOT EXISTS FOR (n:Matter) REQUIRE n.id IS UNIQUE;

// The store's own nodes.
CREATE CONSTRAINT graph_id IF NOT EXISTS FOR (n:Graph) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT report_id IF NOT EXISTS FOR (n:Report) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT correction_id IF NOT EXISTS FOR (n:Correction) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT change_number IF NOT EXISTS FOR (n:Change) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT actor_report_key IF NOT EXISTS FOR (n:ActorReport) REQUIRE n.key IS UNIQUE;
CREATE INDEX actor_report_actor IF NOT EXISTS FOR (n:ActorReport) ON (n.actor);
CREATE CONSTRAINT counterpart_pair IF NOT EXISTS FOR (n:Counterpart) REQUIRE (n.actor, n.other) IS UNIQUE;
CREATE INDEX counterpart_key IF NOT EXISTS FOR (n:Counterpart) ON (n.actor, n.key);
CREATE INDEX report_event IF NOT EXISTS FOR (n:Report) ON (n.event);
CREATE INDEX block_days IF NOT EXISTS FOR (n:Block) ON (n.key, n.until);

// The order of lists: a page is a short walk through one of these, from a key on.
CREATE INDEX actor_part IF NOT EXISTS FOR (n:Actor) ON (n.partOf);
CREATE INDEX actor_key IF NOT EXISTS FOR (n:Actor) ON (n.key);
CREATE INDEX article_key IF NOT EXISTS FOR (n:Article) ON (n.key);
CREATE INDEX contact_key IF NOT EXISTS FOR (n:Contact) ON (n.key);
CREATE INDEX contact_oldest IF NOT EXISTS FOR (n:Contact) ON (n.oldestKey);
CREATE INDEX contact_sources IF NOT EXISTS FOR (n:Contact) ON (n.sourcesKey);
CREATE INDEX contact_confidence IF NOT EXISTS FOR (n:Contact) ON (n.confidenceKey);
CREATE INDEX contact_wide IF NOT EXISTS FOR (n:Contact) ON (n.wide);
CREATE INDEX statement_key IF NOT EXISTS FOR (n:Statement) ON (n.key);
CREATE INDEX statement_oldest IF NOT EXISTS FOR (n:Statement) ON (n.oldestKey);
CREATE INDEX statement_sources IF NOT EXISTS FOR (n:Statement) ON (n.sourcesKey);
CREATE INDEX statement_confidence IF NOT EXISTS FOR (n:Statement) ON (n.confidenceKey);
CREATE INDEX statement_speaker IF NOT EXISTS FOR (n:Statement) ON (n.speaker, n.key);
CREATE INDEX statement_behalf IF NOT EXISTS FOR (n:Statement) ON (n.onBehalfOf, n.key);
CREATE INDEX statement_matter IF NOT EXISTS FOR (n:Statement) ON (n.matter, n.key);
CREATE INDEX took_part_actor IF NOT EXISTS FOR ()-[r:TOOK_PART]-() ON (r.actor, r.key);
CREATE INDEX took_part_leads IF NOT EXISTS FOR ()-[r:TOOK_PART]-() ON (r.leads, r.key);
CREATE INDEX took_part_wide_actor IF NOT EXISTS FOR ()-[r:TOOK_PART]-() ON (r.wideActor, r.key);
CREATE INDEX took_part_wide_leads IF NOT EXISTS FOR ()-[r:TOOK_PART]-() ON (r.wideLeads, r.key);
CREATE INDEX spoke_with_contact IF NOT EXISTS FOR ()-[r:SPOKE_WITH]-() ON (r.contact);

// Full text for people: any case, with or without accents ("jorg" finds "Jörg"). It may lag behind by a moment, which
// spares writers a third of their time.
CREATE FULLTEXT INDEX actor_names IF NOT EXISTS FOR (n:Actor) ON EACH [n.name, n.aliases]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: true}};
CREATE FULLTEXT INDEX facts IF NOT EXISTS FOR (n:Contact|Statement|Matter|Article) ON EACH [n.topics, n.place, n.quote, n.about, n.title]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: true}};

// Full text for the store: words folded by graph.FoldText, so that all stores agree on what a word is.
CREATE FULLTEXT INDEX actor_words IF NOT EXISTS FOR (n:Actor) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX article_words IF NOT EXISTS FOR (n:Article) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX contact_words IF NOT EXISTS FOR (n:Contact) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX statement_words IF NOT EXISTS FOR (n:Statement) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX matter_words IF NOT EXISTS FOR (n:Matter) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
