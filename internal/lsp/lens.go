package lsp

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

func (s *Server) codeLens(ctx context.Context, p *protocol.CodeLensParams) (any, error) {
	s.mu.Lock()
	wanted := s.settings.CodeLens
	s.mu.Unlock()
	if !wanted {
		return []protocol.CodeLens{}, nil
	}
	return look(ctx, s, p.TextDocument.URI, func(v *view, doc *document) ([]protocol.CodeLens, bool) {
		out := append(v.declared(doc), v.factories(doc)...)
		slices.SortStableFunc(out, func(a, b protocol.CodeLens) int { return cmp.Compare(a.Range.Start.Line, b.Range.Start.Line) })
		return out, len(out) > 0
	})
}

// declared tells, above each place that defines something, of all places that do: "declared in 4 places: /id, /referrerId x2, /userId".
func (v *view) declared(doc *document) []protocol.CodeLens {
	var out []protocol.CodeLens
	seen := map[*mention]bool{} // one stands there twice whose name is written beside it
	for _, m := range v.known.mentions[doc.abs] {
		if seen[m] || !v.known.defines(m) || m.at.abs != doc.abs {
			continue
		}
		seen[m] = true
		var spots []spot
		count := map[string]int{}
		for _, o := range v.known.named[m.symbol] {
			if v.known.defines(o) && !slices.Contains(spots, o.at) {
				spots = append(spots, o.at)
				count[o.says]++
			}
		}
		if len(spots) > 1 {
			out = append(out, v.lens(m.at, fmt.Sprintf("%s in %d places%s", m.role, len(spots), counted(count)), spots))
		}
	}
	return out
}

// counted lists texts with how often each is said: ": /id, /referrerId x2".
func counted(count map[string]int) string {
	var parts []string
	for _, text := range slices.Sorted(maps.Keys(count)) {
		switch n := count[text]; {
		case text == "":
		case n > 1:
			parts = append(parts, fmt.Sprintf("%s x%d", short(text), n))
		default:
			parts = append(parts, short(text))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// maxShort bounds a text in a lens, in characters.
const maxShort = 40

func short(text string) string {
	text = visible(strings.Join(strings.Fields(text), " "))
	if r := []rune(text); len(r) > maxShort {
		return string(r[:maxShort]) + "…"
	}
	return text
}

// factories tells, above code whose change resolves findings, how much is made there and what of it breaks which rules: "9 clients: 8
// break request-id". What is made there are the rows of tables that tell of a place in that code.
func (v *view) factories(doc *document) []protocol.CodeLens {
	byPlace := map[diag.Location][]*found{}
	for _, f := range v.files[doc.abs] {
		if f.IsCause {
			byPlace[f.Location] = append(byPlace[f.Location], f)
		}
	}
	var out []protocol.CodeLens
	for _, at := range slices.SortedFunc(maps.Keys(byPlace), diag.Location.Compare) {
		var parts []string
		var spots []spot
		n := v.madeAt(at, &spots)
		for _, cause := range byPlace[at] {
			parts = append(parts, fmt.Sprintf("%d break %s", cause.Explains, cause.RuleID))
			n = max(n, cause.Explains)
			for _, r := range cause.Related {
				spots = append(spots, v.spotOf(r.Location))
			}
		}
		title := fmt.Sprintf("%d %s: %s", n, v.units(byPlace[at][0].RuleID, n), strings.Join(parts, ", "))
		out = append(out, v.lens(v.spotOf(at), title, spots))
	}
	return out
}

// madeAt counts the rows that tell of a place within a span, and adds where they stand.
func (v *view) madeAt(span diag.Location, spots *[]spot) int {
	n := 0
	for i := range v.known.tables {
		for _, r := range v.known.tables[i].Rows {
			if !tellsOf(&r, span) {
				continue
			}
			n++
			for _, l := range r.At {
				*spots = append(*spots, v.spotOf(l))
			}
		}
	}
	return n
}

func tellsOf(r *diag.FactRow, span diag.Location) bool {
	for _, cell := range r.Cells {
		for _, e := range cell {
			if slices.ContainsFunc(e.At, func(l diag.Location) bool {
				return l.File == span.File && l.Start.Offset >= span.Start.Offset && l.End.Offset <= span.End.Offset && l.Start.Line > 0
			}) {
				return true
			}
		}
	}
	return false
}

// units is what a rule counts.
func (v *view) units(id string, n int) string {
	i := slices.IndexFunc(v.result.Checks, func(c diag.Check) bool { return c.ID == id })
	switch {
	case i < 0:
		return "findings"
	case n == 1:
		return v.result.Checks[i].Unit
	}
	return v.result.Checks[i].Units
}

// lens is a line of text that leads to spots: by the client's own command if it has it, else the first of them is shown. Where none can be
// opened, as those that are known by exports, it leads to where it stands.
func (v *view) lens(here spot, title string, spots []spot) protocol.CodeLens {
	at, places := v.rangeAt(here), v.locations(spots)
	if len(places) == 0 {
		places = []protocol.Location{v.locationAt(here)}
	}
	c := &protocol.Command{Title: title, Command: commandShow}
	if v.server.client.Experimental.Connaudit.ShowReferences {
		c.Command, c.Arguments = "connaudit.showReferences", []any{places[0].URI, at.Start, places}
	} else {
		first := places[0]
		c.Arguments = []any{protocol.ShowDocumentParams{URI: first.URI, TakeFocus: true, Selection: &first.Range}}
	}
	return protocol.CodeLens{Range: protocol.Range{Start: at.Start, End: at.Start}, Command: c}
}
