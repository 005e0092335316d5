// Package thinc reads the models that thinc, the machine-learning library under spaCy, writes with Model.to_bytes.
//
// The bytes are a MessagePack map of four parallel lists, one element a layer, in breadth-first order of the layer
// tree: "nodes" (name, dimensions, references), "attrs", "params" (numpy arrays) and "shims" (foreign models, of which
// CPU pipelines have none). The tree itself is not stored; readers recognise layers by name and order.
package thinc

import (
	"errors"
	"fmt"

	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// Model is a stored model: its layers in breadth-first order, the root first.
type Model struct {
	Nodes []*Node
}

// Node is one layer.
type Node struct {
	Name   string           // "maxout", or for combinators the names of their parts: "maxout>>layernorm"
	Dims   map[string]int   // sizes, as "nO", "nI", "nP"; without those that were unset
	Refs   map[string]int   // references to other layers, as indices into Model.Nodes
	Attrs  map[string]any   // settings: int64, uint64, float64, bool, string, []any, map[string]any or nil
	Params map[string]Array // weights
}

// Array is a numpy array of float32 in C order.
type Array struct {
	Shape []int
	Data  []float32
}

// Read decodes a model. It fails on anything that is not a thinc model of float32 arrays in little-endian order. Arrays
// that lie aligned in data, as AlignArrays makes them, are not copied: data must not be changed afterwards.
func Read(data []byte) (*Model, error) {
	d := newDecoder(data)
	m := &Model{}
	n, err := d.DecodeMapLen()
	if err != nil {
		return nil, fmt.Errorf("thinc: not a model: %w", err)
	}
	for range n {
		key, err := d.DecodeString()
		if err != nil {
			return nil, fmt.Errorf("thinc: %w", err)
		}
		if err := m.readList(d, key); err != nil {
			return nil, fmt.Errorf("thinc: %s: %w", key, err)
		}
	}
	if len(m.Nodes) == 0 {
		return nil, errors.New("thinc: a model without layers")
	}
	return m, nil
}

// All gives the layers of that name, in order.
func (m *Model) All(name string) []*Node {
	var found []*Node
	for _, n := range m.Nodes {
		if n.Name == name {
			found = append(found, n)
		}
	}
	return found
}

// Ref gives the layer to which the layer n refers by name; nil where it does not.
func (m *Model) Ref(n *Node, name string) *Node {
	if i, ok := n.Refs[name]; ok && i >= 0 && i < len(m.Nodes) {
		return m.Nodes[i]
	}
	return nil
}

// Param gives a weight array, checked to have the given shape; a size below zero fits any.
func (n *Node) Param(name string, shape ...int) (Array, error) {
	a, ok := n.Params[name]
	if !ok {
		return Array{}, fmt.Errorf("thinc: layer %q has no weights %q", n.Name, name)
	}
	if len(a.Shape) != len(shape) {
		return Array{}, fmt.Errorf("thinc: weights %q of layer %q have shape %v, want %v", name, n.Name, a.Shape, shape)
	}
	for i, want := range shape {
		if want >= 0 && a.Shape[i] != want {
			return Array{}, fmt.Errorf("thinc: weights %q of layer %q have shape %v, want %v", name, n.Name, a.Shape, shape)
		}
	}
	return a, nil
}

// Int gives an attribute that is a whole number.
func (n *Node) Int(name string) (int, error) {
	switch v := n.Attrs[name].(type) {
	case int64:
		return int(v), nil
	case uint64:
		return int(v), nil
	}
	return 0, fmt.Errorf("thinc: layer %q has no whole number %q", n.Name, name)
}

// readList reads one of the four lists. The layers come into being with the first list, whichever it is.
func (m *Model) readList(d *decoder, key string) error {
	n, err := d.DecodeArrayLen()
	if err != nil {
		return err
	}
	if n < 0 {
		return errors.New("no list")
	}
	if m.Nodes == nil {
		const most = 1 << 16 // layers; a longer list is a broken file
		if n > most {
			return fmt.Errorf("%d layers", n)
		}
		m.Nodes = make([]*Node, n)
		for i := range m.Nodes {
			m.Nodes[i] = &Node{}
		}
	}
	if n != len(m.Nodes) {
		return fmt.Errorf("%d elements for %d layers", n, len(m.Nodes))
	}
	for i, node := range m.Nodes {
		var err error
		switch key {
		case "nodes":
			err = node.readHead(d)
		case "attrs":
			node.Attrs, err = readAttrs(d)
		case "params":
			node.Params, err = readParams(d)
		case "shims":
			var shims int
			if shims, err = d.DecodeArrayLen(); err == nil && shims > 0 {
				err = errors.New("holds a foreign model (PyTorch or the like), which this reader cannot run")
			}
		default:
			err = d.Skip()
		}
		if err != nil {
			return fmt.Errorf("layer %d: %w", i, err)
		}
	}
	return nil
}

func (n *Node) readHead(d *decoder) error {
	return eachKey(d, func(key string) (err error) {
		switch key {
		case "name":
			n.Name, err = d.DecodeString()
		case "dims":
			n.Dims, err = readInts(d)
		case "refs":
			n.Refs, err = readInts(d)
		default:
			err = d.Skip()
		}
		return err
	})
}

// readInts reads a map of names to whole numbers and leaves out those that are nil.
func readInts(d *decoder) (map[string]int, error) {
	ints := make(map[string]int)
	err := eachKey(d, func(key string) error {
		v, err := readValue(d, 0)
		switch v := v.(type) {
		case int64:
			ints[key] = int(v)
		case uint64:
			ints[key] = int(v)
		case nil:
		default:
			return fmt.Errorf("%s is %T, not a whole number", key, v)
		}
		return err
	})
	return ints, err
}

// readAttrs reads settings, each of which is a MessagePack document of its own. What cannot be decoded is left out:
// it is a Python object that only training needs.
func readAttrs(d *decoder) (map[string]any, error) {
	attrs := make(map[string]any)
	err := eachKey(d, func(key string) error {
		raw, err := d.DecodeBytes()
		if err != nil {
			return err
		}
		if v, err := readValue(newDecoder(raw), 0); err == nil {
			attrs[key] = v
		}
		return nil
	})
	return attrs, err
}

// readValue reads any value. Unlike the decoder's own way it makes no room for elements before they are there, as a broken
// file may promise billions.
func readValue(d *decoder, depth int) (any, error) {
	const deepest = 32
	code, err := d.PeekCode()
	if err != nil {
		return nil, err
	}
	switch {
	case depth > deepest:
		return nil, errors.New("lists in lists without end")
	case msgpcode.IsFixedArray(code), code == msgpcode.Array16, code == msgpcode.Array32:
		n, err := d.DecodeArrayLen()
		if err != nil {
			return nil, err
		}
		list := []any{}
		for range n {
			v, err := readValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case msgpcode.IsFixedMap(code), code == msgpcode.Map16, code == msgpcode.Map32:
		values := make(map[string]any)
		err := eachKey(d, func(key string) (err error) {
			values[key], err = readValue(d, depth+1)
			return err
		})
		return values, err
	}
	return d.DecodeInterfaceLoose()
}

func readParams(d *decoder) (map[string]Array, error) {
	params := make(map[string]Array)
	err := eachKey(d, func(key string) error {
		a, ok, err := readArray(d)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if ok {
			params[key] = a
		}
		return nil
	})
	return params, err
}

// eachKey reads a map and calls read at the value of each key.
func eachKey(d *decoder, read func(key string) error) error {
	n, err := d.DecodeMapLen()
	if err != nil {
		return err
	}
	for range n {
		key, err := d.DecodeString()
		if err != nil {
			return err
		}
		if err := read(key); err != nil {
			return err
		}
	}
	return nil
}
