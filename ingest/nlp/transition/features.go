package transition

// features are the lower layer's products of the tokens that a parse is at: blocks of tokens, computed when a state
// first needs one of them. A parse moves on through a document, so a few blocks are enough; the one not used
// for longest gives way.
type features struct {
	net     *network
	vectors []float32 // of the batch, [n, width]
	n       int

	table []float32 // the fixed rows, then [blocks, blockSize, stride]
	inner []float32 // [blockSize, stride of the token layer]
	slot  []int32   // slot of each block of the batch; -1 where it is not there
	block [slots]int32
	used  [slots]int
	clock int

	offsets []int     // rows of the table that make up a state
	sum     []float32 // [pieces, hidden]
	hidden  []float32
	scores  []float32
}

const (
	blockSize = 32 // tokens
	slots     = 16 // more than the tokens of a state, so that none of them gives way to another
)

func newFeatures(net *network) *features {
	size := net.pieces * net.hidden
	f := &features{
		net:     net,
		table:   make([]float32, len(net.fixed)+slots*blockSize*net.lower.Stride()),
		inner:   make([]float32, blockSize*net.token.Stride()),
		offsets: make([]int, net.places+1),
		sum:     make([]float32, size),
		hidden:  make([]float32, net.hidden),
	}
	copy(f.table, net.fixed)
	f.offsets[net.places] = net.places * size // the bias
	if net.upper != nil {
		f.scores = make([]float32, net.upper.Stride())
	}
	return f
}

// begin makes ready for a batch of n tokens.
func (f *features) begin(vectors []float32, n int) {
	f.vectors, f.n = vectors, n
	blocks := (n + blockSize - 1) / blockSize
	if cap(f.slot) < blocks {
		f.slot = make([]int32, blocks, blocks+blocks/2)
	}
	f.slot = f.slot[:blocks]
	for i := range f.slot {
		f.slot[i] = -1
	}
	for i := range f.block {
		f.block[i], f.used[i] = -1, 0
	}
	f.clock = 0
}

// score gives the scores of the moves in a state with the given tokens, -1 for a missing one. They are good until the
// next call.
func (f *features) score(tokens []int32) []float32 {
	net := f.net
	size := net.pieces * net.hidden
	stride := net.lower.Stride()
	f.clock++
	for place, t := range tokens {
		if t < 0 {
			f.offsets[place] = place * size
			continue
		}
		slot := f.slot[t/blockSize]
		if slot < 0 {
			slot = f.load(t / blockSize)
		}
		f.used[slot] = f.clock
		f.offsets[place] = len(net.fixed) + (int(slot)*blockSize+int(t%blockSize))*stride + place*size
	}
	net.row.SumRows(f.sum, f.table, f.offsets)
	hidden := f.sum
	switch net.pieces {
	case 1:
	case 2:
		hidden = f.hidden
		net.row.MaxHalves(hidden, f.sum)
	default:
		hidden = f.hidden
		copy(hidden, f.sum)
		for p := 1; p < net.pieces; p++ {
			for i, v := range f.sum[p*net.hidden : (p+1)*net.hidden] {
				hidden[i] = max(hidden[i], v)
			}
		}
	}
	if net.upper == nil {
		return hidden
	}
	net.upper.Apply(f.scores, len(f.scores), hidden, net.hidden, 1)
	return f.scores[:net.moves]
}

// load computes a block into the slot not used for longest, and gives the slot.
func (f *features) load(block int32) int32 {
	oldest := 0
	for i := range f.used {
		if f.used[i] < f.used[oldest] {
			oldest = i
		}
	}
	if old := f.block[oldest]; old >= 0 {
		f.slot[old] = -1
	}
	f.block[oldest], f.slot[block] = block, int32(oldest)
	first := int(block) * blockSize
	n := min(blockSize, f.n-first)
	net := f.net
	stride := net.token.Stride()
	net.token.Apply(f.inner, stride, f.vectors[first*net.width:], net.width, n)
	at := len(net.fixed) + oldest*blockSize*net.lower.Stride()
	net.lower.Apply(f.table[at:], net.lower.Stride(), f.inner, stride, n)
	return int32(oldest)
}
