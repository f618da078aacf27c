package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/lsp/protocol"
	"github.com/bytelyst/connaudit/internal/markdown"
)

func (s *Server) hover(ctx context.Context, p *protocol.TextDocumentPositionParams) (any, error) {
	if h, ok := s.hoverYAML(p); ok {
		return h, nil
	}
	return look(ctx, s, p.TextDocument.URI, func(v *view, doc *document) (protocol.Hover, bool) {
		here, around := v.at(doc.abs, p.Position)
		text := v.about(here)
		return protocol.Hover{Contents: protocol.MarkupContent{Kind: protocol.Markdown, Value: text}, Range: &around}, text != ""
	})
}

// about says in Markdown what is known of mentions: the rows of the tables that rule files make of such facts.
func (v *view) about(here []*mention) string {
	var parts []string
	for _, m := range here {
		for _, part := range v.aboutOne(m) {
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return strings.Join(parts, "\n\n")
}

func (v *view) aboutOne(m *mention) []string {
	var out []string
	if m.kind == folded {
		if m.says != "" {
			out = append(out, markdown.Code(m.name)+" is "+markdown.Code(m.says))
		}
		return out
	}
	for _, t := range v.known.tablesOf(m.kind) {
		if rows := rowsAbout(t, m); len(rows) > 0 {
			out = append(out, v.table(t, rows))
		}
	}
	return out
}

// rowsAbout are the rows that a mention is in, and those with its name in their first column: of the other repositories.
func rowsAbout(t *diag.FactTable, m *mention) []*diag.FactRow {
	var out []*diag.FactRow
	for i := range t.Rows {
		r := &t.Rows[i]
		if m.name != "" && len(r.Heads) > 0 && r.Heads[0] == m.name || slices.Contains(r.At, m.where) {
			out = append(out, r)
		}
	}
	return out
}

// Bounds of a table in a hover, which has little room.
const (
	maxRows    = 30
	maxEntries = 12
)

// table writes rows with the columns that say something.
func (v *view) table(t *diag.FactTable, rows []*diag.FactRow) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n", markdown.Text(t.Title))
	more := max(0, len(rows)-maxRows)
	rows = rows[:len(rows)-more]
	var columns []int
	for c := range t.Columns {
		if slices.ContainsFunc(rows, func(r *diag.FactRow) bool { return len(r.Cells[c]) > 0 }) {
			columns = append(columns, c)
		}
	}
	var heads []string
	for _, h := range t.Heads {
		heads = append(heads, markdown.Text(h))
	}
	for _, c := range columns {
		heads = append(heads, markdown.Text(t.Columns[c]))
	}
	row(&b, heads)
	row(&b, slices.Repeat([]string{"---"}, len(heads)))
	for _, r := range rows {
		var cells []string
		for _, h := range r.Heads {
			cells = append(cells, markdown.Text(h))
		}
		for _, c := range columns {
			cells = append(cells, v.cell(r.Cells[c]))
		}
		row(&b, cells)
	}
	if more > 0 {
		fmt.Fprintf(&b, "\nand %d more rows\n", more)
	}
	return strings.TrimRight(b.String(), "\n")
}

func row(b *strings.Builder, cells []string) {
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

func (v *view) cell(entries []diag.FactEntry) string {
	var parts []string
	for i, e := range entries {
		if i == maxEntries {
			parts = append(parts, fmt.Sprintf("and %d more", len(entries)-i))
			break
		}
		var places []string
		for _, l := range e.At {
			places = append(places, v.link(l))
		}
		if len(places) > maxEntries {
			places = append(places[:maxEntries], fmt.Sprintf("and %d more", len(places)-maxEntries))
		}
		text := markdown.Code(e.Text)
		switch {
		case text != "" && len(places) > 0:
			text += " (" + strings.Join(places, ", ") + ")"
		case text == "":
			text = strings.Join(places, ", ")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// link is a place that can be opened.
func (v *view) link(l diag.Location) string {
	name := markdown.Text(fmt.Sprintf("%s:%d", l.Path, l.Start.Line))
	abs := absOf(v.dir, l.File)
	if abs == "" {
		return name
	}
	// URIs have neither spaces nor angles nor bars: all of these are escaped in them.
	return fmt.Sprintf("[%s](<%s#L%d>)", name, strings.ReplaceAll(string(v.uri(abs)), "|", "%7C"), l.Start.Line)
}

// explained is what there is to say of a rule.
func explained(c *diag.Check) string {
	var b strings.Builder
	head := slices.DeleteFunc([]string{c.Severity.String(), string(c.Priority), c.Category}, func(s string) bool { return s == "" })
	fmt.Fprintf(&b, "**%s** (%s)\n", markdown.Text(c.ID), markdown.Text(strings.Join(head, ", ")))
	if c.Why != "" {
		fmt.Fprintf(&b, "\n%s\n", markdown.Text(c.Why))
	}
	for _, part := range []struct{ title, code string }{{"Bad", c.Bad}, {"Good", c.Good}} {
		if code := strings.TrimRight(part.code, "\n"); code != "" {
			fmt.Fprintf(&b, "\n%s:\n\n%s\n", part.title, markdown.Fenced(code))
		}
	}
	if len(c.Params) > 0 {
		fmt.Fprintf(&b, "\nParameters: %s\n", markdown.Text(strings.Join(c.Params, ", ")))
	}
	return b.String()
}
