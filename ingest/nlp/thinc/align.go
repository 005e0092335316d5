package thinc

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/vmihailenco/msgpack/v5"
)

// AlignArrays gives a stored model in which the numbers of each weight array start at a multiple of align bytes, so that
// Read need not copy them where the model lies aligned in memory. It stays a model that thinc reads: an array gets one
// more key, "pad", before its "data". Align is at most 128.
func AlignArrays(data []byte, align int) ([]byte, error) {
	r := bytes.NewReader(data)
	d := msgpack.NewDecoder(r)
	var out bytes.Buffer
	e := msgpack.NewEncoder(&out)
	n, err := d.DecodeMapLen()
	if err != nil {
		return nil, fmt.Errorf("thinc: not a model: %w", err)
	}
	if err := e.EncodeMapLen(n); err != nil {
		return nil, err
	}
	for range n {
		key, err := d.DecodeString()
		if err != nil {
			return nil, err
		}
		if err := e.EncodeString(key); err != nil {
			return nil, err
		}
		if key == "params" {
			err = alignParams(d, e, &out, align)
		} else {
			err = copyValue(d, &out)
		}
		if err != nil {
			return nil, fmt.Errorf("thinc: %s: %w", key, err)
		}
	}
	return out.Bytes(), nil
}

func copyValue(d *msgpack.Decoder, out *bytes.Buffer) error {
	raw, err := d.DecodeRaw()
	out.Write(raw)
	return err
}

func alignParams(d *msgpack.Decoder, e *msgpack.Encoder, out *bytes.Buffer, align int) error {
	layers, err := d.DecodeArrayLen()
	if err != nil {
		return err
	}
	if err := e.EncodeArrayLen(layers); err != nil {
		return err
	}
	for range layers {
		params, err := d.DecodeMapLen()
		if err != nil {
			return err
		}
		if err := e.EncodeMapLen(params); err != nil {
			return err
		}
		for range params {
			if err := copyValue(d, out); err != nil { // the name
				return err
			}
			if err := alignArray(d, e, out, align); err != nil {
				return err
			}
		}
	}
	return nil
}

func alignArray(d *msgpack.Decoder, e *msgpack.Encoder, out *bytes.Buffer, align int) error {
	n, err := d.DecodeMapLen()
	if err != nil {
		return err
	}
	if n < 0 {
		return e.EncodeNil()
	}
	if err := e.EncodeMapLen(n + 1); err != nil {
		return err
	}
	padded := false
	for range n {
		key, err := d.DecodeString()
		if err != nil {
			return err
		}
		if key != "data" {
			if err := e.EncodeString(key); err != nil {
				return err
			}
			if err := copyValue(d, out); err != nil {
				return err
			}
			continue
		}
		data, err := d.DecodeBytes()
		if err != nil {
			return err
		}
		// Heads take: 4 bytes the key "pad", 2 its value's length, 5 the key "data", and the length of data.
		head := out.Len() + 4 + 2 + 5 + lengthSize(len(data))
		if err := errors.Join(
			e.EncodeString("pad"), e.EncodeBytes(make([]byte, (align-head%align)%align)),
			e.EncodeString("data"), e.EncodeBytes(data),
		); err != nil {
			return err
		}
		padded = true
	}
	if !padded {
		return errors.New("an array without data")
	}
	return nil
}

// lengthSize gives the number of bytes in which MessagePack writes the length of n bytes.
func lengthSize(n int) int {
	switch {
	case n < 1<<8:
		return 2
	case n < 1<<16:
		return 3
	}
	return 5
}
