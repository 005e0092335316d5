// Package view shows the graph's types as GraphQL sees them: each has its schema's fields, and those that need the
// store ask it once for all objects that stand at the same place of a query, however many there are (see cohort).
package view
