package view

import (
	"io"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph"
)

// Global ids are the graph's own: "contact:164cb75dd434ac8f" and so on tell their kind, and all others are actors':
// Wikidata items or names made of kind, country and name.
const (
	actorKind      = "actor"
	contactKind    = "contact"
	statementKind  = "statement"
	matterKind     = "matter"
	articleKind    = "article"
	reportKind     = "report"
	correctionKind = "correction"
)

// maxID bounds the bytes of an id, so that a hostile one costs nothing further down.
const maxID = 1024

// kindOf tells what an id is of.
func kindOf(id string) string {
	prefix, _, _ := strings.Cut(id, ":")
	switch prefix {
	case contactKind, statementKind, matterKind, articleKind, reportKind, correctionKind:
		return prefix
	}
	return actorKind
}

func marshalID[ID ~string](id ID) graphql.Marshaler {
	if id == "" {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.Quote(string(id))) })
}

func unmarshalID[ID ~string](want string, v any) (ID, error) {
	s, ok := v.(string)
	if !ok || s == "" || len(s) > maxID {
		return "", BadInput("an id is a string of 1 to %d bytes", maxID)
	}
	if kind := kindOf(s); want != "" && kind != want {
		return "", BadInput("%.80q is an id of kind %s where one of kind %s is asked for", s, kind, want)
	}
	return ID(s), nil
}

// MarshalActorID writes an id.
func MarshalActorID(id graph.ActorID) graphql.Marshaler { return marshalID(id) }

// UnmarshalActorID reads the id of an actor.
func UnmarshalActorID(v any) (graph.ActorID, error) { return unmarshalID[graph.ActorID](actorKind, v) }

// MarshalContactID writes an id.
func MarshalContactID(id graph.ContactID) graphql.Marshaler { return marshalID(id) }

// UnmarshalContactID reads the id of a contact.
func UnmarshalContactID(v any) (graph.ContactID, error) {
	return unmarshalID[graph.ContactID](contactKind, v)
}

// MarshalStatementID writes an id.
func MarshalStatementID(id graph.StatementID) graphql.Marshaler { return marshalID(id) }

// UnmarshalStatementID reads the id of a statement.
func UnmarshalStatementID(v any) (graph.StatementID, error) {
	return unmarshalID[graph.StatementID](statementKind, v)
}

// MarshalMatterID writes an id.
func MarshalMatterID(id graph.MatterID) graphql.Marshaler { return marshalID(id) }

// UnmarshalMatterID reads the id of a matter.
func UnmarshalMatterID(v any) (graph.MatterID, error) {
	return unmarshalID[graph.MatterID](matterKind, v)
}

// MarshalArticleID writes an id.
func MarshalArticleID(id graph.ArticleID) graphql.Marshaler { return marshalID(id) }

// UnmarshalArticleID reads the id of an article.
func UnmarshalArticleID(v any) (graph.ArticleID, error) {
	return unmarshalID[graph.ArticleID](articleKind, v)
}

// MarshalReportID writes an id.
func MarshalReportID(id graph.ReportID) graphql.Marshaler { return marshalID(id) }

// UnmarshalReportID reads the id of a report.
func UnmarshalReportID(v any) (graph.ReportID, error) {
	return unmarshalID[graph.ReportID](reportKind, v)
}

// MarshalCorrectionID writes an id.
func MarshalCorrectionID(id graph.CorrectionID) graphql.Marshaler {
	return marshalID(correctionKind + ":" + strconv.FormatInt(int64(id), 10))
}

// UnmarshalCorrectionID reads the id of a correction.
func UnmarshalCorrectionID(v any) (graph.CorrectionID, error) {
	s, err := unmarshalID[string](correctionKind, v)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(s, correctionKind+":"), 10, 64)
	if err != nil {
		return 0, BadInput("%.80q is not the id of a correction", s)
	}
	return graph.CorrectionID(n), nil
}

// GlobalID is an argument that names a node; its field tells of what kind.
type GlobalID string

// MarshalGlobalID writes the id.
func MarshalGlobalID(g GlobalID) graphql.Marshaler { return marshalID(g) }

// UnmarshalGlobalID reads any id.
func UnmarshalGlobalID(v any) (GlobalID, error) { return unmarshalID[GlobalID]("", v) }

// Actor reads the id as that of an actor.
func (g GlobalID) Actor() (graph.ActorID, error) { return UnmarshalActorID(string(g)) }

// Contact reads the id as that of a contact.
func (g GlobalID) Contact() (graph.ContactID, error) { return UnmarshalContactID(string(g)) }

// Statement reads the id as that of a statement.
func (g GlobalID) Statement() (graph.StatementID, error) { return UnmarshalStatementID(string(g)) }

// Article reads the id as that of an article.
func (g GlobalID) Article() (graph.ArticleID, error) { return UnmarshalArticleID(string(g)) }

// Report reads the id as that of a report.
func (g GlobalID) Report() (graph.ReportID, error) { return UnmarshalReportID(string(g)) }

// Correction reads the id as that of a correction.
func (g GlobalID) Correction() (graph.CorrectionID, error) { return UnmarshalCorrectionID(string(g)) }
