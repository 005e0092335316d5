-- The graph in SQLite. Ids of articles, reports, contacts, statements and matters are the numbers in them
-- (graph.IDNumber); actors have a number of their own, n, beside their id. Days are numbers from 1970-01-01.
-- ord orders lists newest first: it grows as the day falls, and is 9999999 where none is known.
-- wide tells days (0) from intervals of up to forty days more (1) and those longer or without an end (2): the contacts of a
-- stretch of days are a range of (wide 0, ord), a slightly longer one of (wide 1, ord), and the few with wide 2.

create table meta (
  key   text primary key,
  value integer not null
) without rowid;
insert into meta values ('rules', 0); -- grows with each correction

create table article (
  id        integer primary key,
  url       text not null,
  title     text not null,
  outlet    text not null,
  language  text not null,
  published integer,          -- Unix milliseconds
  ord       integer not null, -- newest first
  day       integer,          -- of publication, UTC
  issuer    text not null,
  hash      text not null,
  text      text not null,
  reports   blob not null,    -- graph.Reports without the article, as put: JSON, zstd
  source    text not null,    -- graph.Source.Key
  print     blob,             -- graph.Source.Print
  digest    blob not null     -- of everything put: tells whether it is put again
);
create index article_ord on article (ord, id);
create index article_outlet on article (outlet, ord, id);

create table actor (
  n       integer primary key,
  id      text not null unique,
  into_n  integer,               -- merged into this one by a correction
  live    integer not null,      -- some article names it, or one merged into it, and it is not itself merged away
  kind    text not null,
  country text not null,
  folded  text not null,         -- graph.FoldText of the name
  data    blob not null          -- graph.Actor
);
create index actor_name on actor (folded, id) where live;
create index actor_into on actor (into_n) where into_n is not null;

-- What different articles say of an actor, and how many say it.
create table variant (
  actor integer not null,
  data  blob not null,
  times integer not null,
  primary key (actor, data)
) without rowid;

create table office (
  person integer not null,
  body   integer not null,
  since  text not null,
  title  text not null,
  role   text not null,
  until  text not null,
  times  integer not null,
  primary key (person, body, since, title, role, until)
) without rowid;
create index office_body on office (body);

-- Who is named in an article; mentioned where its text does.
create table cast_member (
  actor     integer not null,
  article   integer not null,
  mentioned integer not null,
  primary key (actor, article)
) without rowid;
create index cast_article on cast_member (article);

-- Reports as corrections leave them. kind is 1 for contacts, 2 for statements. A report that counts has an event.
create table report (
  id        integer primary key,
  article   integer not null,
  kind      integer not null,
  event     integer,
  confirmed integer not null,
  links     text not null,    -- JSON list of corrections
  apart     integer not null,
  data      blob not null,    -- the report without its evidence (of a statement: with the first)
  evidence  blob not null,
  words     text not null     -- what full text looks at, folded
);
create index report_article on report (article);
create index report_event on report (event, kind);

-- All reports as put, those too that corrections keep out of report.
create table named_report (
  report  integer primary key,
  article integer not null
);
create index named_report_article on named_report (article);

-- Where reports lie (graph.Block). far blocks are of more than forty days.
create table block (
  key     integer not null,
  denied  integer not null,
  far     integer not null,
  until   integer not null,
  since   integer not null,
  report  integer not null,
  primary key (key, denied, far, until, since, report)
) without rowid;
create index block_report on block (report);

create table contact (
  id           integer primary key,
  wide         integer not null,
  ord          integer not null,
  since        integer not null, -- first day, -9999999 where open, 9999999 where the date is unknown
  until        integer not null, -- last day, 9999999 where open, -9999999 where the date is unknown
  status       integer not null, -- index into graph.Statuses
  medium       integer not null, -- index into graph.Media
  was          integer not null, -- bits by status
  sources      integer not null,
  readouts     integer not null,
  confidence   real not null,
  disputed     integer not null,
  contradicted integer not null,
  place        text not null,    -- folded
  data         blob not null
);
create index contact_ord on contact (wide, ord, id);
create index contact_endless on contact (until, since, ord, status) where wide = 2; -- those that reach into a period

-- How many contacts there are of a day.
create table daily (
  wide   integer not null,
  ord    integer not null,
  status integer not null,
  times  integer not null,
  primary key (wide, ord, status)
) without rowid;

-- Who took part in a contact: bit 1 of flags itself, bit 2 by one who acted for it; bit 4 the contact is actual. The bits
-- from 16 on are its status, those from 64 on its medium, so that both can be asked for without reading the contact.
create table part (
  actor   integer not null,
  wide    integer not null,
  ord     integer not null,
  contact integer not null,
  flags   integer not null,
  primary key (actor, wide, ord, contact)
) without rowid;

-- Who faced whom, either way round: bit 1 of flags a itself, bit 2 b itself, bit 8 both themselves; bit 4 as in part.
create table meet (
  a       integer not null,
  b       integer not null,
  wide    integer not null,
  ord     integer not null,
  contact integer not null,
  flags   integer not null,
  primary key (a, b, wide, ord, contact)
) without rowid;

create index meet_day on meet (a, wide, ord, b, flags) where flags & 6 = 6; -- whom b itself actually spoke with, in a period

-- Actual contacts of a, itself or by another, with b itself, summed up; direct counts those of both themselves.
create table counterpart (
  a        integer not null,
  b        integer not null,
  b_id     text not null,
  times    integer not null,
  first    integer,
  last     integer,
  direct   integer not null,
  days     integer not null, -- different days of direct contacts
  dfirst   integer,
  dlast    integer,
  rhythm   integer not null,
  primary key (a, b)
) without rowid;
create index counterpart_rank on counterpart (a, times desc, b_id);
create index counterpart_days on counterpart (days) where days >= 3;

-- Contacts by pair of countries, a's id before b's.
create table nation (
  a       integer not null,
  b       integer not null,
  status  integer not null,
  wide    integer not null,
  ord     integer not null,
  contact integer not null,
  primary key (contact, a, b)
) without rowid;
create index nation_pair on nation (status, wide, ord, a, b, contact);

-- The sums of nation by month: of contacts that begin in it (end, where only that is known). month is the ord of its first day.
create table monthly (
  status integer not null,
  month  integer not null,
  a      integer not null,
  b      integer not null,
  times  integer not null,
  newest integer not null, -- ord
  oldest integer not null,
  primary key (status, month, a, b)
) without rowid;

create table statement (
  id         integer primary key,
  ord        integer not null,
  since      integer not null,
  until      integer not null,
  kind       text not null,
  matter     integer not null,
  sources    integer not null,
  confidence real not null,
  data       blob not null
);
create index statement_ord on statement (ord, id);
create index statement_matter on statement (matter, ord, id);

-- role 1: speaker, or the one spoken for; 2: addressee; 3: concerned.
create table voice (
  actor     integer not null,
  role      integer not null,
  ord       integer not null,
  statement integer not null,
  primary key (actor, role, ord, statement)
) without rowid;
create index voice_statement on voice (statement);

create table matter (
  id       integer primary key,
  about    text not null,
  concerns text not null -- JSON
);

-- Full text, as graph.FoldText cuts and folds it: the tokenizer "ascii" parts words at spaces alone. Of articles only the index is kept: the text is in article.
create virtual table actor_text using fts5 (words, tokenize = "ascii", detail = none);
create virtual table contact_text using fts5 (words, tokenize = "ascii", detail = none);
create virtual table statement_text using fts5 (words, tokenize = "ascii", detail = none);
create virtual table matter_text using fts5 (words, tokenize = "ascii", detail = none);
create virtual table article_text using fts5 (words, content = '', contentless_delete = 1,
  tokenize = "ascii", detail = none);

create table change (
  seq     integer primary key autoincrement,
  contact integer not null,
  gone    integer not null
);

create table correction (
  id     integer primary key,
  undone integer not null,
  data   blob not null
);

create table token (
  name    text not null,
  hash    text not null,
  scopes  text not null,
  created integer not null,
  revoked integer
);
