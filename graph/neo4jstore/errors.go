package neo4jstore

import (
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/graph"
)

// failure is why a transaction did not come about.
type failure struct {
	err       error // the last of the driver's errors
	gone      bool  // the server could not be reached, the connection broke, or the database is not up
	retryable bool
}

func classify(err error) failure {
	f := failure{err: err, retryable: neo4j.IsRetryable(err)}
	var limit *neo4j.TransactionExecutionLimit // the driver would have tried again, had it been given time
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		f.err, f.retryable = limit.Errors[len(limit.Errors)-1], true
	}
	var refused *neo4j.Neo4jError
	var broken *neo4j.ConnectivityError
	switch {
	case errors.As(f.err, &refused):
		f.gone = refused.Code == "Neo.TransientError.General.DatabaseUnavailable"
	case errors.As(f.err, &broken):
		f.gone = true
	default:
		f.gone = limit != nil
	}
	return f
}

// explain says what was being done, where, and in plain words what is wrong.
func (s *Store) explain(doing string, f failure) error {
	err := f.err
	var refused *neo4j.Neo4jError
	switch {
	case f.gone:
		return fmt.Errorf("neo4jstore: %s: no Neo4j answers at %s: %w (%v)", doing, s.target, graph.ErrUnavailable, err)
	case !errors.As(err, &refused):
		return fmt.Errorf("neo4jstore: %s: %w", doing, err)
	case refused.Code == "Neo.ClientError.Security.AuthenticationRateLimit":
		return fmt.Errorf("neo4jstore: %s refuses the login for a while, after too many wrong ones", s.target)
	case strings.HasPrefix(refused.Code, "Neo.ClientError.Security."):
		return fmt.Errorf("neo4jstore: %s refuses the login (user and password are taken from the URL, else from NEO4J_USERNAME and NEO4J_PASSWORD): %s",
			s.target, refused.Msg)
	case refused.Code == "Neo.ClientError.Database.DatabaseNotFound":
		return fmt.Errorf("neo4jstore: %s has no database %q", s.target, s.database)
	}
	return fmt.Errorf("neo4jstore: %s: %w", doing, err)
}
