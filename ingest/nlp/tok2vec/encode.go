package tok2vec

import "fmt"

// Workspace is the memory that Encode works in, and what it remembers of the words it has met, for each model that it
// has served. It grows to what is needed and can be used again and again, by one goroutine at a time. The zero value is
// ready.
type Workspace struct {
	memories []memory
	words    *words // of the running model

	// The rows of a pass: tokens, and rows of zeros around documents.
	rows    []int32     // token of each row; -1 for zeros
	zeros   int         // rows of zeros at the end
	pieces  []piece     // tokens of which the pass gives the vectors
	entry   [][]float32 // of each row's word, see Model.entry; nil for zeros
	fresh   []int32     // first row of each entry to be filled
	offsets []int       // of a table's rows
	x       []float32   // [window + rows + window, Width]
	y       []float32   // [rows, stride]
	zero    []float32   // a row of zeros
	tmp     []float32   // of maxout
	scores  []float32   // of Classify
}

// memory is what a workspace remembers for a model.
type memory struct {
	model *Model
	words *words
}

// serve makes ready for a model.
func (ws *Workspace) serve(m *Model) {
	if len(ws.zero) < 3*m.Width {
		ws.zero = make([]float32, 3*m.Width)
	}
	for _, mem := range ws.memories {
		if mem.model == m {
			ws.words = mem.words
			return
		}
	}
	ws.words = newWords(len(m.Attrs), m.entry())
	ws.memories = append(ws.memories, memory{m, ws.words})
}

// piece is a run of tokens that lie row by row in a pass.
type piece struct{ token, row, n int }

// passRows is about how many rows one pass takes: its values stay in the second-level cache together with a layer's
// weights.
const passRows = 512

// Encode writes the vector of each token of a batch of documents to dst.
//
// Shapes, row-major: attrs [n, len(m.Attrs)], each the value of the attribute as spaCy's Doc.to_array gives it (the
// 64-bit hash of a string, or 0 and 1 for flags); lens the documents' lengths, which add up to n and may be 0; dst [n, m.Width].
// It panics if a length and its shape disagree.
func (m *Model) Encode(dst []float32, attrs []uint64, n int, lens []int, ws *Workspace) {
	total := 0
	for _, l := range lens {
		total += l
	}
	if total != n || len(attrs) != n*len(m.Attrs) || len(dst) != n*m.Width {
		panic(fmt.Sprintf("tok2vec: %d tokens, %d in documents, %d attributes, %d values", n, total, len(attrs), len(dst)))
	}
	ws.serve(m)
	first := 0
	for _, l := range lens {
		for at := 0; at < l; at += passRows {
			size := min(passRows, l-at)
			if len(ws.rows)+size > passRows+passRows/4 {
				m.pass(dst, attrs, ws)
			}
			m.lay(first, l, at, size, ws)
		}
		first += l
	}
	m.pass(dst, attrs, ws)
}

// lay adds the tokens at to at+size of a document of l tokens, the first of which is first, to the rows of the pass.
// On both sides stand as many neighbours as have an influence, or zeros beyond the document's ends. Tokens with even
// indices come to stand in even rows, as tensor.Window wants it.
func (m *Model) lay(first, l, at, size int, ws *Workspace) {
	r := m.radius()
	halo := min(at, r)
	zeros := max(0, r-halo-ws.zeros) // those after the last document serve this one too
	zeros += (len(ws.rows) + zeros + halo - at) & 1
	for range zeros {
		ws.put(-1)
	}
	for i := at - halo; i < at; i++ {
		ws.put(first + i)
	}
	ws.pieces = append(ws.pieces, piece{first + at, len(ws.rows), size})
	for i := at; i < at+size+r; i++ {
		if i < l {
			ws.put(first + i)
		} else {
			ws.put(-1)
		}
	}
}

func (ws *Workspace) put(token int) {
	ws.rows = append(ws.rows, int32(token))
	if token < 0 {
		ws.zeros++
	} else {
		ws.zeros = 0
	}
}

// pass computes the rows laid out and empties them.
func (m *Model) pass(dst []float32, attrs []uint64, ws *Workspace) {
	if len(ws.rows) == 0 {
		return
	}
	if len(ws.rows)%2 != 0 {
		ws.put(-1)
	}
	m.lookUp(attrs, ws)
	m.fill(attrs, ws)
	m.convolve(ws)
	for _, p := range ws.pieces {
		copy(dst[p.token*m.Width:][:p.n*m.Width], ws.x[(m.window+p.row)*m.Width:])
	}
	ws.rows, ws.pieces, ws.zeros = ws.rows[:0], ws.pieces[:0], 0
}

// lookUp finds the entry of each row's word.
func (m *Model) lookUp(attrs []uint64, ws *Workspace) {
	columns := len(m.Attrs)
	ws.words.begin()
	ws.entry, ws.fresh = ws.entry[:0], ws.fresh[:0]
	for i, token := range ws.rows {
		if token < 0 {
			ws.entry = append(ws.entry, nil)
			continue
		}
		e, known := m.find(attrs[int(token)*columns:][:columns], ws.words)
		if !known {
			ws.fresh = append(ws.fresh, int32(i))
		}
		ws.entry = append(ws.entry, e)
	}
}

// find gives the entry of a word and reports whether it is filled.
func (m *Model) find(attrs []uint64, own *words) (entry []float32, known bool) {
	tag := tagOf(attrs)
	if e := m.lexicon.find(tag, attrs); e != nil {
		return e, true
	}
	return own.find(tag, attrs)
}

// fill computes the entries of words not met before: the embedding and the products of the first layer.
func (m *Model) fill(attrs []uint64, ws *Workspace) {
	n, columns, width, l := len(ws.fresh), len(m.Attrs), m.Width, m.embed.layer
	ws.x = grow(ws.x, n*l.in)
	for i, r := range ws.fresh {
		m.embed.gather(ws.x[i*l.in:(i+1)*l.in], attrs[int(ws.rows[r])*columns:][:columns], m.row, ws)
	}
	stride := l.stride()
	ws.y = grow(ws.y, n*stride)
	l.maxout(ws.y, ws.x, l.in, n, ws.tmp)
	ws.x = grow(ws.x, n*width)
	clear(ws.x)
	m.row.NormAdd(ws.x, width, ws.y, stride, l.gain, l.bias, n)
	for i, r := range ws.fresh {
		copy(ws.entry[r], ws.x[i*width:(i+1)*width])
	}
	if m.products != nil {
		stride := m.products.Stride()
		ws.y = grow(ws.y, n*stride)
		m.products.Apply(ws.y, stride, ws.x, width, n)
		for i, r := range ws.fresh {
			copy(ws.entry[r][width:], ws.y[i*stride:(i+1)*stride])
		}
	}
	for _, r := range ws.fresh {
		m.lexicon.add(attrs[int(ws.rows[r])*columns:][:columns], ws.entry[r])
	}
}

// convolve computes the encoder's layers over the rows into x.
func (m *Model) convolve(ws *Workspace) {
	n, width := len(ws.rows), m.Width
	ws.x = grow(ws.x, (n+2*m.window)*width)
	x := ws.x[m.window*width:]
	clear(ws.x[:m.window*width])
	clear(x[n*width:])
	for i, e := range ws.entry {
		if e == nil {
			clear(x[i*width : (i+1)*width])
		} else {
			copy(x[i*width:(i+1)*width], e)
		}
	}
	for k, l := range m.layers {
		stride := l.stride()
		ws.y = grow(ws.y, n*stride)
		if k == 0 && m.products != nil {
			m.sumProducts(stride, ws)
		} else {
			ws.tmp = grow(ws.tmp, l.scratch())
			l.maxout(ws.y, ws.x, width, n, ws.tmp)
		}
		m.row.NormAdd(x, width, ws.y, stride, l.gain, l.bias, n)
	}
}

// sumProducts computes the first layer's maxout from the words' products.
func (m *Model) sumProducts(stride int, ws *Workspace) {
	n, width := len(ws.rows), m.Width
	product := func(row, place int) []float32 {
		if row < 0 || row >= n || ws.entry[row] == nil {
			return ws.zero
		}
		return ws.entry[row][(1+3*place)*width:]
	}
	for i := range n {
		m.row.SumMaxout(ws.y[i*stride:][:width], product(i-1, 0), product(i, 1), product(i+1, 2), m.bias)
	}
}

// grow gives a slice of n elements, x's own memory where it is large enough. The values are undefined.
func grow(x []float32, n int) []float32 {
	if cap(x) < n {
		return make([]float32, n, n+n/2)
	}
	return x[:n]
}
