package lsp

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/value"
)

// knowledge is what an audit has learned besides findings, as text and places: values with the code behind them are let go.
type knowledge struct {
	tables   []diag.FactTable
	mentions map[string][]*mention // by absolute path
	named    map[symbol][]*mention
}

// symbol is something that is named in several places: the key of facts of a kind, or a name whose letters' case does not count, such
// as a header's.
type symbol struct{ kind, name string }

// folded is the kind of names whose case does not count.
const folded = ""

// mention is a place where something is named.
type mention struct {
	symbol
	role   string
	says   string // what is said of it, for people
	at     spot
	key    spot // where its name is written, where that is known
	origin spot // the code that is called
	where  diag.Location
}

// spot is a span of a file: as the engine locates it, or by offsets in its text. The zero spot is nowhere.
type spot struct {
	abs        string
	start, end int // offsets; -1: l counts
	l          diag.Location
}

func (k *knowledge) add(m *mention) {
	k.named[m.symbol] = append(k.named[m.symbol], m)
	k.mentions[m.at.abs] = append(k.mentions[m.at.abs], m)
	if m.key.abs != "" && m.key != m.at {
		k.mentions[m.key.abs] = append(k.mentions[m.key.abs], m)
	}
}

func newKnowledge(v *view, l *diag.FactList) *knowledge {
	k := &knowledge{tables: l.Tables, mentions: map[string][]*mention{}, named: map[symbol][]*mention{}}
	for i := range l.Facts {
		f := &l.Facts[i]
		for _, name := range names(f.Key) {
			k.add(&mention{symbol: symbol{f.Kind, name}, role: f.Role, says: textOf(f.Value), at: v.spotOf(f.Location), key: v.spotAt(f.Key.At),
				origin: v.spotOf(f.Origin), where: f.Location})
		}
		for _, a := range f.Attributes {
			k.addFolded(v, f, a.Value)
		}
	}
	return k
}

// addFolded enters the members of an object whose names' case does not count. Many facts share the place where one is written.
func (k *knowledge) addFolded(v *view, f *diag.Fact, o *value.Value) {
	if o == nil || !o.Fold {
		return
	}
	for _, p := range o.Props {
		at := v.spotAt(p.At)
		m := &mention{symbol: symbol{folded, strings.ToLower(p.Key)}, says: textOf(p.Value), at: at, where: f.Location}
		if at.abs != "" && !slices.ContainsFunc(k.named[m.symbol], func(o *mention) bool { return o.at == at }) {
			k.add(m)
		}
	}
}

// names are the names that a key may be; one that is not known has the empty name, so that its fact is found by its place.
func names(key *value.Value) []string {
	switch key.Kind {
	case value.String:
		return []string{key.Str}
	case value.Branch:
		var out []string
		for _, alt := range key.Alts {
			out = append(out, names(alt)...)
		}
		return out
	}
	return []string{""}
}

// textOf is a value in a few words; empty where it has none.
func textOf(v *value.Value) string {
	if v == nil {
		return ""
	}
	switch v.Kind {
	case value.String:
		return v.Str
	case value.List:
		var parts []string
		for _, e := range v.Elems {
			if text := textOf(e); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// spotOf is the spot of a location. Those that are known by exports cannot be opened, and are told from one another all the same.
func (v *view) spotOf(l diag.Location) spot {
	abs := absOf(v.dir, l.File)
	if l.Start.Line == 0 {
		return spot{abs: abs, start: -1}
	}
	return spot{abs: abs, start: -1, l: l}
}

// spotAt is the spot of a place of evaluation.
func (v *view) spotAt(p value.Place) spot {
	if p.IsNone() || p.File.Display == "" {
		return spot{}
	}
	return spot{abs: absOf(v.dir, p.File.Display), start: p.Start, end: p.End}
}

// rangeAt is the range of a spot.
func (v *view) rangeAt(s spot) protocol.Range {
	if s.start < 0 {
		return v.texts.rangeOf(s.abs, s.l)
	}
	m := v.texts.of(s.abs)
	if m == nil {
		return protocol.Range{}
	}
	return m.text.Range(s.start+m.bom, s.end+m.bom)
}

func (v *view) locationAt(s spot) protocol.Location {
	return protocol.Location{URI: v.uri(s.abs), Range: v.rangeAt(s)}
}

// at are the mentions at a position: those of the narrowest span around it of which the position is on the first line.
func (v *view) at(abs string, p protocol.Position) (here []*mention, around protocol.Range) {
	narrowest := -1
	for _, m := range v.known.mentions[abs] {
		for _, s := range []spot{m.at, m.key} {
			if s.abs != abs {
				continue
			}
			r := v.rangeAt(s)
			if !r.Touches(protocol.Range{Start: p, End: p}) || r.Start.Line != p.Line {
				continue
			}
			switch n := width(r); {
			case narrowest >= 0 && n > narrowest:
			case n == narrowest:
				if !slices.Contains(here, m) {
					here = append(here, m)
				}
			default:
				narrowest, here, around = n, []*mention{m}, r
			}
		}
	}
	return here, around
}

// width orders ranges by how much they hold.
func width(r protocol.Range) int {
	if r.End.Line > r.Start.Line {
		return 1<<20 + r.End.Line - r.Start.Line
	}
	return r.End.Character - r.Start.Character
}

// tablesOf are the tables about a kind.
func (k *knowledge) tablesOf(kind string) []*diag.FactTable {
	var out []*diag.FactTable
	for i := range k.tables {
		if k.tables[i].Kind == kind {
			out = append(out, &k.tables[i])
		}
	}
	return out
}

// defines reports whether a mention says what its name is.
func (k *knowledge) defines(m *mention) bool {
	return m.name != "" && slices.ContainsFunc(k.tablesOf(m.kind), func(t *diag.FactTable) bool { return slices.Contains(t.Definition, m.role) })
}

// alike are all mentions of what one is about.
func (k *knowledge) alike(m *mention) []*mention {
	if m.name == "" {
		return []*mention{m}
	}
	out := slices.Clone(k.named[m.symbol])
	if m.kind != folded {
		return append(out, k.named[symbol{folded, strings.ToLower(m.name)}]...)
	}
	for s, all := range k.named { // a fact about the same name, such as a header that is read
		if s.kind != folded && strings.EqualFold(s.name, m.name) {
			out = append(out, all...)
		}
	}
	return out
}
