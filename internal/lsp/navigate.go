package lsp

import (
	"cmp"
	"context"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// tries bounds how often results are waited for that a change then overtakes.
const tries = 3

// look answers a question about a document from the results as they are now. The first session that has an answer gives it.
func look[T any](ctx context.Context, s *Server, uri protocol.URI, answer func(*view, *document) (T, bool)) (any, error) {
	for range tries {
		if err := s.settled(ctx); err != nil {
			return nil, err
		}
		doc := s.docs.at(uri)
		if doc == nil || doc.abs == "" {
			return nil, nil
		}
		all := true
		for _, w := range s.all() {
			v, _ := w.now()
			if v == nil {
				continue
			}
			if !v.learn() {
				all = false
			} else if out, ok := answer(v, doc); ok {
				return out, nil
			}
		}
		if all {
			break
		}
	}
	return nil, nil
}

func (s *Server) definition(ctx context.Context, p *protocol.TextDocumentPositionParams) (any, error) {
	return look(ctx, s, p.TextDocument.URI, func(v *view, doc *document) ([]protocol.Location, bool) {
		here, _ := v.at(doc.abs, p.Position)
		out := v.locations(append(v.definitions(here), v.written(doc, p.Position)))
		return out, len(out) > 0
	})
}

// written is where the text is written that a name stands for: a constant, which may be another repository's.
func (v *view) written(doc *document, p protocol.Position) spot {
	m := v.texts.of(doc.abs)
	if m == nil {
		return spot{}
	}
	var at diag.Location
	v.session.still(v, func() { at = v.origin(doc.abs, m.text.Offset(p)-m.bom) })
	if at.IsNone() {
		return spot{}
	}
	return v.spotOf(at)
}

// definitions are the spots that say what is mentioned: the facts that define it, in whichever repository, the place where its name is
// written, and the code that is called. The place that is asked about is none of them, if there are others.
func (v *view) definitions(here []*mention) []spot {
	var out []spot
	for _, m := range here {
		for _, o := range v.known.alike(m) {
			if v.known.defines(o) && o.at != m.at {
				out = append(out, o.at)
			}
		}
		out = append(out, m.key, m.origin)
		for _, t := range v.known.tablesOf(m.kind) {
			if len(t.Definition) == 0 {
				out = append(out, v.told(t, m)...)
			}
		}
	}
	return out
}

// told are the places that the row of a mention tells of, in other files: where what a client sends is written.
func (v *view) told(t *diag.FactTable, m *mention) []spot {
	var out []spot
	for i := range t.Rows {
		if !slices.Contains(t.Rows[i].At, m.where) {
			continue
		}
		for _, cell := range t.Rows[i].Cells {
			for _, e := range cell {
				for _, l := range e.At {
					if s := v.spotOf(l); s.abs != m.at.abs {
						out = append(out, s)
					}
				}
			}
		}
	}
	return out
}

func (s *Server) references(ctx context.Context, p *protocol.ReferenceParams) (any, error) {
	return look(ctx, s, p.TextDocument.URI, func(v *view, doc *document) ([]protocol.Location, bool) {
		here, _ := v.at(doc.abs, p.Position)
		var spots, defined []spot
		for _, m := range here {
			for _, o := range v.known.alike(m) {
				spots = append(spots, o.at)
				if v.known.defines(o) {
					defined = append(defined, o.at)
				}
			}
		}
		if !p.Context.IncludeDeclaration {
			spots = slices.DeleteFunc(spots, func(s spot) bool { return slices.Contains(defined, s) })
		}
		out := innermost(v.locations(spots))
		return out, len(out) > 0
	})
}

// innermost leaves out a location that holds another one on its first line: both tell of one place, such as a variable and the same with its default.
func innermost(all []protocol.Location) []protocol.Location {
	var out []protocol.Location
	for _, l := range all {
		if !slices.ContainsFunc(all, func(o protocol.Location) bool {
			return o != l && o.URI == l.URI && o.Range.Start.Line == l.Range.Start.Line && l.Range.Holds(o.Range)
		}) {
			out = append(out, l)
		}
	}
	return out
}

// maxPlaces bounds the places of one answer.
const maxPlaces = 1000

// locations restates spots, each once and in their order.
func (v *view) locations(spots []spot) []protocol.Location {
	var out []protocol.Location
	for _, s := range spots {
		if s.abs == "" || len(out) == maxPlaces {
			continue
		}
		if l := v.locationAt(s); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b protocol.Location) int {
		return cmp.Or(cmp.Compare(a.URI, b.URI), cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Character, b.Range.Start.Character))
	})
	return out
}
