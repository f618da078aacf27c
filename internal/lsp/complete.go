package lsp

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/markdown"
)

// completion offers what a rule file or a configuration may say at a position. It needs no results of a moment: those there are will do.
func (s *Server) completion(_ context.Context, p *protocol.TextDocumentPositionParams) (any, error) {
	out := protocol.CompletionList{Items: []protocol.CompletionItem{}}
	doc := s.docs.at(p.TextDocument.URI)
	if doc == nil || !isYAML(doc.abs) {
		return out, nil
	}
	for _, w := range s.all() {
		sch := s.schemaOf(w, doc.abs)
		if sch == nil {
			continue
		}
		var checks []diag.Check
		if v, _ := w.now(); v != nil {
			checks = v.result.Checks
		}
		c := &completer{place: yamlAt(doc.text, p.Position), checks: checks}
		start := doc.text.Offset(protocol.Position{Line: p.Position.Line}) + c.place.start
		c.at = doc.text.Range(start, doc.text.Offset(p.Position))
		c.behind = strings.TrimSpace(doc.text.Line(p.Position.Line)[c.place.start+len(c.place.word):])
		c.fill(sch)
		out.Items = c.items
		break
	}
	return out, nil
}

// completer gathers what may be written.
type completer struct {
	place  yamlPlace
	checks []diag.Check
	at     protocol.Range // of what is written already
	behind string         // what stands behind the position on its line
	items  []protocol.CompletionItem
}

func (c *completer) fill(s *schema) {
	y := &c.place
	switch {
	case y.isValue && y.flow:
		of := s.down(append(slices.Clone(y.path), y.key))
		c.values(append(slices.Clone(of), s.down(append(slices.Clone(y.path), y.key, item))...))
	case y.isValue:
		c.values(s.down(append(slices.Clone(y.path), y.key)))
	default:
		of := s.down(y.path)
		c.keys(of)
		c.values(of) // an element of a list need not be a mapping
	}
}

func (c *completer) keys(of []*schema) {
	all := keys(of)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(c.place.siblings, key) {
			c.add(key, c.colon(key), protocol.CompletionProperty, all[key].Description, "")
		}
	}
	if namesRules(of, true) {
		c.rules(true)
	}
	c.params()
}

// colon is a key as it is written, unless a colon stands there.
func (c *completer) colon(key string) string {
	if strings.HasPrefix(c.behind, ":") || strings.Contains(c.behind, ": ") {
		return key
	}
	return key + ": "
}

func (c *completer) values(of []*schema) {
	for _, v := range values(of) {
		c.add(v, v, protocol.CompletionEnum, "", "")
	}
	if namesRules(of, false) {
		c.rules(false)
	}
}

// rules offers the ids of rules.
func (c *completer) rules(asKey bool) {
	for i := range c.checks {
		k := &c.checks[i]
		if asKey && slices.Contains(c.place.siblings, k.ID) || i > 0 && c.checks[i-1].ID == k.ID {
			continue
		}
		text := k.ID
		if asKey {
			text = c.colon(k.ID)
		}
		c.add(k.ID, text, protocol.CompletionRule, firstLine(k.Why), explained(k))
	}
}

// params offers the parameters of the rule whose they are.
func (c *completer) params() {
	if len(c.place.path) != 2 || c.place.path[0] != "params" {
		return
	}
	for _, k := range c.checks {
		if k.ID != c.place.path[1] {
			continue
		}
		for _, name := range k.Params {
			if !slices.Contains(c.place.siblings, name) {
				c.add(name, c.colon(name), protocol.CompletionProperty, "", "")
			}
		}
	}
}

func (c *completer) add(label, text string, kind int, detail, documentation string) {
	i := protocol.CompletionItem{Label: label, Kind: kind, Detail: detail, TextEdit: &protocol.TextEdit{Range: c.at, NewText: text}}
	if documentation != "" {
		i.Documentation = &protocol.MarkupContent{Kind: protocol.Markdown, Value: documentation}
	}
	c.items = append(c.items, i)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// hoverYAML explains the id of a rule, or a key by the schema. It needs no results of a moment either.
func (s *Server) hoverYAML(p *protocol.TextDocumentPositionParams) (h protocol.Hover, ok bool) {
	doc := s.docs.at(p.TextDocument.URI)
	if doc == nil || !isYAML(doc.abs) {
		return h, false
	}
	word, at := wordAt(doc.text, p.Position)
	for _, w := range s.all() {
		v, _ := w.now()
		sch := s.schemaOf(w, doc.abs)
		if v == nil || sch == nil || word == "" {
			continue
		}
		if text := v.explainYAML(sch, doc, word, at); text != "" {
			return protocol.Hover{Contents: protocol.MarkupContent{Kind: protocol.Markdown, Value: text}, Range: &at}, true
		}
	}
	return h, false
}

func (v *view) explainYAML(sch *schema, doc *document, word string, at protocol.Range) string {
	if i := slices.IndexFunc(v.result.Checks, func(c diag.Check) bool { return c.ID == word }); i >= 0 {
		return explained(&v.result.Checks[i])
	}
	y := yamlAt(doc.text, at.End)
	if key := keys(sch.down(y.path))[word]; key != nil && !y.isValue {
		return markdown.Text(key.Description)
	}
	return ""
}

// wordAt is the word of letters, digits and marks inside names at a position.
func wordAt(t *protocol.Text, p protocol.Position) (string, protocol.Range) {
	line := t.Line(p.Line)
	start := t.Offset(protocol.Position{Line: p.Line})
	at := min(t.Offset(p)-start, len(line))
	part := func(c byte) bool {
		return c == '-' || c == '_' || c == '.' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
	}
	from, to := at, at
	for from > 0 && part(line[from-1]) {
		from--
	}
	for to < len(line) && part(line[to]) {
		to++
	}
	return line[from:to], t.Range(start+from, start+to)
}
