// Package meter observes the calls of a store: for metrics, and for tests that count them.
package meter

import (
	"context"
	"time"

	"github.com/demarche/demarche/graph"
)

// Store is a store whose calls are observed.
type Store struct {
	graph.Store // answers
	// Observe is told of each call when it is done. It is called from many goroutines.
	Observe func(method string, took time.Duration, err error)
}

func one[R any](s Store, method string, call func() (R, error)) (R, error) {
	began := time.Now()
	r, err := call()
	s.Observe(method, time.Since(began), err)
	return r, err
}

func none(s Store, method string, call func() error) error {
	began := time.Now()
	err := call()
	s.Observe(method, time.Since(began), err)
	return err
}

// The methods of graph.Store.

func (s Store) Put(ctx context.Context, articles ...*graph.Reports) error {
	return none(s, "Put", func() error { return s.Store.Put(ctx, articles...) })
}

func (s Store) Remove(ctx context.Context, ids ...graph.ArticleID) error {
	return none(s, "Remove", func() error { return s.Store.Remove(ctx, ids...) })
}

func (s Store) Actors(ctx context.Context, ids []graph.ActorID) ([]*graph.Actor, error) {
	return one(s, "Actors", func() ([]*graph.Actor, error) { return s.Store.Actors(ctx, ids) })
}

func (s Store) Articles(ctx context.Context, ids []graph.ArticleID) ([]*graph.Article, error) {
	return one(s, "Articles", func() ([]*graph.Article, error) { return s.Store.Articles(ctx, ids) })
}

func (s Store) Contacts(ctx context.Context, ids []graph.ContactID) ([]*graph.Contact, error) {
	return one(s, "Contacts", func() ([]*graph.Contact, error) { return s.Store.Contacts(ctx, ids) })
}

func (s Store) Statements(ctx context.Context, ids []graph.StatementID) ([]*graph.Statement, error) {
	return one(s, "Statements", func() ([]*graph.Statement, error) { return s.Store.Statements(ctx, ids) })
}

func (s Store) Matters(ctx context.Context, ids []graph.MatterID) ([]*graph.Matter, error) {
	return one(s, "Matters", func() ([]*graph.Matter, error) { return s.Store.Matters(ctx, ids) })
}

func (s Store) FindActors(ctx context.Context, f graph.ActorFilter, p graph.Page) (*graph.Slice[*graph.Actor], error) {
	return one(s, "FindActors", func() (*graph.Slice[*graph.Actor], error) { return s.Store.FindActors(ctx, f, p) })
}

func (s Store) FindArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (*graph.Slice[*graph.Article], error) {
	return one(s, "FindArticles", func() (*graph.Slice[*graph.Article], error) { return s.Store.FindArticles(ctx, f, p) })
}

func (s Store) FindContacts(ctx context.Context, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Contact], error) {
	return one(s, "FindContacts", func() (*graph.Slice[*graph.Contact], error) { return s.Store.FindContacts(ctx, f, p) })
}

func (s Store) FindStatements(ctx context.Context, f graph.StatementFilter, p graph.Page) (*graph.Slice[*graph.Statement], error) {
	return one(s, "FindStatements", func() (*graph.Slice[*graph.Statement], error) { return s.Store.FindStatements(ctx, f, p) })
}

func (s Store) ContactsOf(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Contact], error) {
	return one(s, "ContactsOf", func() ([]*graph.Slice[*graph.Contact], error) { return s.Store.ContactsOf(ctx, actors, f, p) })
}

func (s Store) StatementsOf(ctx context.Context, actors []graph.ActorID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	return one(s, "StatementsOf", func() ([]*graph.Slice[*graph.Statement], error) { return s.Store.StatementsOf(ctx, actors, f, p) })
}

func (s Store) StatementsAbout(ctx context.Context, matters []graph.MatterID, f graph.StatementFilter, p graph.Page) ([]*graph.Slice[*graph.Statement], error) {
	return one(s, "StatementsAbout", func() ([]*graph.Slice[*graph.Statement], error) { return s.Store.StatementsAbout(ctx, matters, f, p) })
}

func (s Store) SpokeWith(ctx context.Context, actors []graph.ActorID, f graph.ContactFilter, p graph.Page) ([]*graph.Slice[*graph.Counterpart], error) {
	return one(s, "SpokeWith", func() ([]*graph.Slice[*graph.Counterpart], error) { return s.Store.SpokeWith(ctx, actors, f, p) })
}

func (s Store) ContactReports(ctx context.Context, ids []graph.ContactID) ([][]*graph.ContactReport, error) {
	return one(s, "ContactReports", func() ([][]*graph.ContactReport, error) { return s.Store.ContactReports(ctx, ids) })
}

func (s Store) StatementReports(ctx context.Context, ids []graph.StatementID) ([][]*graph.StatementReport, error) {
	return one(s, "StatementReports", func() ([][]*graph.StatementReport, error) { return s.Store.StatementReports(ctx, ids) })
}

func (s Store) ArticleReports(ctx context.Context, ids []graph.ArticleID) ([]*graph.Reports, error) {
	return one(s, "ArticleReports", func() ([]*graph.Reports, error) { return s.Store.ArticleReports(ctx, ids) })
}

func (s Store) ReportContacts(ctx context.Context, ids []graph.ReportID) ([]graph.ContactID, error) {
	return one(s, "ReportContacts", func() ([]graph.ContactID, error) { return s.Store.ReportContacts(ctx, ids) })
}

func (s Store) ReportStatements(ctx context.Context, ids []graph.ReportID) ([]graph.StatementID, error) {
	return one(s, "ReportStatements", func() ([]graph.StatementID, error) { return s.Store.ReportStatements(ctx, ids) })
}

func (s Store) Offices(ctx context.Context, ids []graph.ActorID) ([][]*graph.Office, error) {
	return one(s, "Offices", func() ([][]*graph.Office, error) { return s.Store.Offices(ctx, ids) })
}

func (s Store) Series(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Bucket, error) {
	return one(s, "Series", func() ([]*graph.Bucket, error) { return s.Store.Series(ctx, f, step) })
}

func (s Store) Matrix(ctx context.Context, f graph.ContactFilter, step graph.Granularity) ([]*graph.Cell, error) {
	return one(s, "Matrix", func() ([]*graph.Cell, error) { return s.Store.Matrix(ctx, f, step) })
}

func (s Store) Timeline(ctx context.Context, a, b graph.ActorID, f graph.ContactFilter, p graph.Page) (*graph.Slice[*graph.Moment], error) {
	return one(s, "Timeline", func() (*graph.Slice[*graph.Moment], error) { return s.Store.Timeline(ctx, a, b, f, p) })
}

func (s Store) Pairs(ctx context.Context, pairs [][2]graph.ActorID, on graph.Day) ([]*graph.Pair, error) {
	return one(s, "Pairs", func() ([]*graph.Pair, error) { return s.Store.Pairs(ctx, pairs, on) })
}

func (s Store) Silent(ctx context.Context, on graph.Day, min int, who []graph.ActorID, p graph.Page) (*graph.Slice[*graph.Pair], error) {
	return one(s, "Silent", func() (*graph.Slice[*graph.Pair], error) { return s.Store.Silent(ctx, on, min, who, p) })
}

func (s Store) Paths(ctx context.Context, from, to graph.ActorID, f graph.ContactFilter, limit int) ([]*graph.Path, error) {
	return one(s, "Paths", func() ([]*graph.Path, error) { return s.Store.Paths(ctx, from, to, f, limit) })
}

func (s Store) Search(ctx context.Context, text string, kinds []graph.HitKind, p graph.Page) (*graph.Slice[*graph.Hit], error) {
	return one(s, "Search", func() (*graph.Slice[*graph.Hit], error) { return s.Store.Search(ctx, text, kinds, p) })
}

func (s Store) Changes(ctx context.Context, after string, limit int) ([]*graph.Change, error) {
	return one(s, "Changes", func() ([]*graph.Change, error) { return s.Store.Changes(ctx, after, limit) })
}

func (s Store) Latest(ctx context.Context) (string, error) {
	return one(s, "Latest", func() (string, error) { return s.Store.Latest(ctx) })
}

func (s Store) Correct(ctx context.Context, c graph.Correction) (*graph.Correction, error) {
	return one(s, "Correct", func() (*graph.Correction, error) { return s.Store.Correct(ctx, c) })
}

func (s Store) Undo(ctx context.Context, id graph.CorrectionID, u graph.Undoing) (*graph.Correction, error) {
	return one(s, "Undo", func() (*graph.Correction, error) { return s.Store.Undo(ctx, id, u) })
}

func (s Store) Corrections(ctx context.Context, f graph.CorrectionFilter, p graph.Page) (*graph.Slice[*graph.Correction], error) {
	return one(s, "Corrections", func() (*graph.Slice[*graph.Correction], error) { return s.Store.Corrections(ctx, f, p) })
}

func (s Store) AddToken(ctx context.Context, t graph.Token) error {
	return none(s, "AddToken", func() error { return s.Store.AddToken(ctx, t) })
}

func (s Store) RevokeToken(ctx context.Context, name string) error {
	return none(s, "RevokeToken", func() error { return s.Store.RevokeToken(ctx, name) })
}

func (s Store) Tokens(ctx context.Context) ([]*graph.Token, error) {
	return one(s, "Tokens", func() ([]*graph.Token, error) { return s.Store.Tokens(ctx) })
}

func (s Store) Stats(ctx context.Context) (*graph.Stats, error) {
	return one(s, "Stats", func() (*graph.Stats, error) { return s.Store.Stats(ctx) })
}

func (s Store) Ping(ctx context.Context) error {
	return none(s, "Ping", func() error { return s.Store.Ping(ctx) })
}
