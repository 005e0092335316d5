// Package web holds what `make web` builds from src: GraphiQL, bundled so that it works without a network.
package web

import (
	"embed"
	"io/fs"
)

// A clone has only the placeholder here; the go command asks for at least one file.
//
//go:embed all:dist
var dist embed.FS

// Dist gives the built files; without `make web` there are none but the placeholder.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}
