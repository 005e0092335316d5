package graph

import "time"

// ArticleID names an article: derived from its URL, or from its text where it has none.
type ArticleID string

// Article is one text as published. Title and text are never altered: all offsets count their Unicode code points.
type Article struct {
	ID        ArticleID
	URL       string
	Title     string
	Outlet    string
	Language  string    // ISO 639-1
	Published time.Time // zero where unknown
	Text      string
	Hash      string  // SHA-256 of the text, hexadecimal
	Issuer    ActorID // of an official read-out: the actor that issued it; empty for press
}

// Mention is a stretch of an article's text that names an actor.
type Mention struct {
	Actor      ActorID
	InTitle    bool
	Start, End int // code points into Article.Text (Article.Title if InTitle), half-open
	Text       string
}

// Evidence is where an article says so.
type Evidence struct {
	Article    ArticleID
	Sentence   string  // the whole sentence
	InTitle    bool    // the words stand in the article's title
	Start, End int     // code points into Article.Text (Article.Title if InTitle), half-open
	Quote      string  // the text from Start to End
	Rule       string  // name of the rule that fired
	Confidence float64 // 0 to 1
}

// Reports is what one article says.
type Reports struct {
	Article    Article
	Actors     []Actor  // each actor that anything below names, once
	Offices    []Office // of these actors, as far as known
	Mentions   []Mention
	Contacts   []ContactReport
	Statements []StatementReport
}
