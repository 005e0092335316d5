// Package article reads articles – from files, folders, archives, feeds, web pages and JSON Lines – and tells the parts
// of an article's text apart: headline, running text, captions, datelines, speakers, credits and what is not the
// article at all. It never alters a text, so that every offset stays true.
package article
