// Package clients holds no code, only a test: clients of the kinds that people use, each by its own means, against the
// running program.
//
//	node/    TypeScript whose types graphql-codegen makes from the schema; subscriptions by graphql-ws
//	python/  Python's gql
//
// `make clients` installs them from their lock files and runs the test.
package clients
