package sqlitestore

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/demarche/demarche/graph"
)

// textKey is a row of a full-text table.
type textKey struct {
	table string
	row   int64
}

// setText queues the words of a row, none to take it out. They are written at the end of the transaction: FTS5 writes
// out what it gathered whenever an ordinary table is written in between.
func (w *writing) setText(table string, row int64, words string) {
	w.texts[textKey{table, row}] = words
}

// writeTexts writes what setText queued, in the order of the rows.
func (w *writing) writeTexts() error {
	keys := slices.SortedFunc(maps.Keys(w.texts), func(a, b textKey) int {
		return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row))
	})
	for _, k := range keys {
		words := w.texts[k]
		if k.table != "article_text" { // which keeps no words
			have, err := askOne(w.ctx, w, "select words from "+k.table+" where rowid = ?", []any{k.row}, scanText)
			if err != nil {
				return err
			}
			if have == words {
				continue
			}
		}
		if err := w.exec("delete from "+k.table+" where rowid = ?", k.row); err != nil {
			return err
		}
		if words == "" {
			continue
		}
		if err := w.exec("insert into "+k.table+" (rowid, words) values (?, ?)", k.row, words); err != nil {
			return err
		}
	}
	clear(w.texts)
	return nil
}

// eventText queues the full text of a contact or a statement: what is its own, and the words of its reports, folded
// when these were filed.
func (w *writing) eventText(table string, n int64, kind int, head string) error {
	words, err := ask(w.ctx, w, "select words from report where event = ? and kind = ? order by id", []any{n, kind}, scanText)
	if err == nil {
		w.setText(table, n, joinWords(head, words))
	}
	return err
}

func joinWords(head string, words []string) string {
	words = slices.DeleteFunc(append([]string{head}, words...), func(s string) bool { return s == "" })
	return strings.Join(words, " ")
}

// contactHead gives the words of a contact that are not of its reports (see graph.ContactText).
func contactHead(c *graph.Contact) string {
	return graph.FoldText(append(slices.Clone(c.Topics), c.Place)...)
}
