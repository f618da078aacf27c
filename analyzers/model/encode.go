package model

import (
	"bytes"
	"encoding/gob"

	"github.com/bytelyst/connaudit/analyzers/internal/wire"
)

// MarshalBinary writes the facts, for who keeps them or sends them on; so encoding/gob takes a Result as it is. What only the pass could use (the Ref
// of values, and Match, Made and Check of facts) is left behind, and so is what others state (Imported).
func (r *Result) MarshalBinary() ([]byte, error) {
	sent := make([]wire.Fact, len(r.Facts))
	for i, f := range r.Facts {
		sent[i] = wire.PackFact(f)
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(sent)
	return b.Bytes(), err
}

// UnmarshalBinary reads what MarshalBinary wrote. Files are new ones, one for each name. The error says that it was not written so.
func (r *Result) UnmarshalBinary(data []byte) error {
	var sent []wire.Fact
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&sent); err != nil {
		return err
	}
	var files wire.Files
	*r = Result{}
	for _, w := range sent {
		r.Facts = append(r.Facts, files.Fact(w))
	}
	return nil
}
