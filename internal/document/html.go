package document

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // the page, its style and its script
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

// The page is one file without a network: style and script stand in it, and its policy allows these two and nothing else.
var (
	//go:embed page/page.html
	pageText string
	//go:embed page/page.css
	pageStyle string
	//go:embed page/page.js
	pageScript string

	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
		"count": counted, "noun": noun, "label": labelled, "rich": rich, "sites": countSites,
		"join": func(texts []string) string { return strings.Join(texts, ", ") },
	}).Parse(pageText))
)

// page is what the template sees: the document, and what is worked out from it for the page alone.
type page struct {
	*Document
	Style                 template.CSS // ours
	Script                template.JS  // ours
	StyleHash, ScriptHash string
	Categories            []string
	Priorities            []string
	Matrices              []Section
	Bars                  []bar
	TrendWidth            int
}

// HTML writes a document as one page.
func HTML(w io.Writer, d *Document) error {
	p := page{Document: d, Style: template.CSS(pageStyle), Script: template.JS(pageScript), StyleHash: hash(pageStyle), ScriptHash: hash(pageScript),
		Bars: bars(d.Snapshots[max(0, len(d.Snapshots)-maxBars):])}
	p.TrendWidth = max(1, len(p.Bars)) * barStep
	for _, s := range d.Sections {
		if len(s.Repos) > 0 {
			p.Categories = append(p.Categories, s.Category)
		}
		if s.Matrix != nil {
			p.Matrices = append(p.Matrices, s)
		}
		for _, g := range s.Repos {
			for _, f := range g.Findings {
				p.Priorities = append(p.Priorities, f.Priority)
			}
		}
	}
	for _, list := range []*[]string{&p.Categories, &p.Priorities} {
		slices.Sort(*list)
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil {
		return err
	}
	_, err := w.Write(append(bytes.TrimSpace(b.Bytes()), '\n'))
	return err
}

// hash names a text in a content security policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func countSites(sets []CorrectSet) int {
	n := 0
	for _, s := range sets {
		n += len(s.Sites)
	}
	return n
}

// rich shows text of messages, with `code` as code and everything escaped.
func rich(s string) template.HTML {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return template.HTML(template.HTMLEscapeString(s)) // escaped
	}
	var b strings.Builder
	for i, p := range parts {
		p = template.HTMLEscapeString(p)
		if i%2 == 1 && p != "" {
			p = "<code>" + p + "</code>"
		}
		b.WriteString(p)
	}
	return template.HTML(b.String()) // each part is escaped
}

// The trend is drawn in columns of this width, its bars at most this high.
const (
	barStep   = 110
	barHeight = 140
	barBase   = 165
	maxBars   = 12 // the last ones; the table has all
)

// bar is the findings of one snapshot, stacked by priority.
type bar struct {
	Parts              []barPart
	Middle, Top, Total int
	Short              string
}

type barPart struct {
	X, Y, Height int
	Class, Title string
}

func bars(snapshots []Snapshot) []bar {
	most := 1
	for _, s := range snapshots {
		most = max(most, s.Findings)
	}
	var out []bar
	for i, s := range snapshots {
		b := bar{Middle: i*barStep + barStep/2, Total: s.Findings, Short: shortened(labelled(s.Label), 16)}
		y := barBase
		for j := len(s.Priorities) - 1; j >= 0; j-- {
			p := s.Priorities[j]
			h := p.Findings * barHeight / most
			if p.Findings > 0 {
				h = max(h, 2)
			}
			y -= h
			if h > 0 {
				name := cmp.Or(p.Name, "no priority")
				b.Parts = append(b.Parts, barPart{X: b.Middle - 32, Y: y, Height: h, Class: p.Name, Title: fmt.Sprintf("%s: %d", name, p.Findings)})
			}
		}
		b.Top = y - 6
		out = append(out, b)
	}
	return out
}

// shortened cuts a text that is longer than n characters.
func shortened(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
