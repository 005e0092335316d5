package tok2vec

import "slices"

// words remembers, per distinct row of attributes, what a model computes from a word alone: the words that a workspace met of
// late and that the lexicon has no room for. It is bounded: four places a hash value, of which the one not used for
// longest gives way. What the running pass uses never gives way; words that find no place go to a spill, which the next pass
// forgets.
type words struct {
	columns, entry int
	tags           []uint64    // [ways * sets] hash of the attributes; 0 where empty
	pass           []uint32    // [ways * sets] the last pass that used the place
	keys           []uint64    // [ways * sets, columns]
	data           []float32   // [ways * sets, entry]
	now            uint32      // running pass
	spill          [][]float32 // entries
	spilled        int
}

const (
	ways = 4
	sets = 128
)

func newWords(columns, entry int) *words {
	const n = ways * sets
	return &words{
		columns: columns,
		entry:   entry,
		tags:    make([]uint64, n),
		pass:    make([]uint32, n),
		keys:    make([]uint64, n*columns),
		data:    make([]float32, n*entry),
	}
}

// begin starts a pass: all entries but the spilled ones stay known, and any may give way again.
func (w *words) begin() {
	w.now++
	w.spilled = 0
}

// tagOf hashes the attributes of a word; it is never 0.
func tagOf(attrs []uint64) uint64 {
	tag := uint64(0x9e3779b97f4a7c15)
	for _, a := range attrs {
		tag = (tag ^ a) * 0xff51afd7ed558ccd
		tag ^= tag >> 32
	}
	return tag | 1<<63
}

// find gives the entry for a word's attributes and their tag, and reports whether it is filled; if not, the caller fills it.
// The entry is good until the next pass.
func (w *words) find(tag uint64, attrs []uint64) (entry []float32, known bool) {
	first := int(tag%sets) * ways
	oldest := -1
	for i := first; i < first+ways; i++ {
		if w.tags[i] == tag && slices.Equal(w.keys[i*w.columns:(i+1)*w.columns], attrs) {
			w.pass[i] = w.now
			return w.data[i*w.entry:][:w.entry], true
		}
		if w.pass[i] != w.now && (oldest < 0 || w.pass[i] < w.pass[oldest]) {
			oldest = i
		}
	}
	if oldest < 0 {
		if w.spilled == len(w.spill) {
			w.spill = append(w.spill, make([]float32, w.entry))
		}
		w.spilled++
		return w.spill[w.spilled-1], false
	}
	w.tags[oldest], w.pass[oldest] = tag, w.now
	copy(w.keys[oldest*w.columns:], attrs)
	return w.data[oldest*w.entry:][:w.entry], false
}
