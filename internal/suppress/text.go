package suppress

import (
	"bytes"
	"path"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// style is how a kind of text file writes comments.
type style uint8

const (
	hash    style = 1 << iota // #
	slashes                   // // and /* … */ on one line
	html                      // <!-- … -->
)

// byExt says how comments are written, by the end of the name. Files of other names are taken to have none: what looks like a
// comment there may be text.
var byExt = map[string]style{
	".yaml": hash, ".yml": hash, ".toml": hash, ".sh": hash, ".bash": hash, ".properties": hash, ".ini": hash, ".cfg": hash, ".conf": hash,
	".env": hash, ".example": hash, ".sample": hash, ".template": hash, ".dist": hash, ".tf": hash | slashes, ".hcl": hash | slashes,
	".bicep": slashes, ".jsonc": slashes, ".json5": slashes, ".scss": slashes, ".less": slashes, ".css": slashes, ".go": slashes,
	".proto": slashes, ".prisma": slashes, ".graphql": hash, ".html": html, ".htm": html, ".xml": html, ".svg": html, ".vue": html,
	".svelte": html, ".md": html, ".mdx": html,
}

func stylesOf(name string) style {
	base := strings.ToLower(path.Base(name))
	switch {
	case strings.HasPrefix(base, ".env"), strings.HasPrefix(base, "env."), strings.HasPrefix(base, "dockerfile"), base == "makefile":
		return hash
	}
	return byExt[path.Ext(base)]
}

// MayMark reports whether comments of a text file of this name can be told from its text.
func MayMark(name string) bool { return stylesOf(name) != 0 }

// htmlComments finds <!-- … -->.
func htmlComments(text []byte) []syntax.Span {
	var out []syntax.Span
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("<!--"))
		if i < 0 {
			return out
		}
		start := at + i
		j := bytes.Index(text[start+4:], []byte("-->"))
		if j < 0 {
			return out
		}
		at = start + 4 + j + 3
		out = append(out, syntax.Span{Start: start, End: at})
	}
}

// lineComments finds the comments of a text that end with their line. Lines of a block scalar of YAML are text.
func lineComments(text *source.File, styles style) []syntax.Span {
	var out []syntax.Span
	var b blockScalar
	for n := 1; n <= text.Lines().Count(); n++ {
		start, end := text.Lines().LineToOffsets(n)
		line := string(text.Text[start:end])
		if styles == hash && b.holds(line) {
			continue
		}
		if from, to := commentIn(line, styles); to > from {
			out = append(out, syntax.Span{Start: start + from, End: start + to})
		}
	}
	return out
}

// commentIn finds the comment of a line: from its first character, or after white space outside quotes.
func commentIn(line string, styles style) (from, to int) {
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == 0 || strings.IndexByte(" \t=:[{(,", line[i-1]) >= 0):
			quote = c
		case i > 0 && line[i-1] != ' ' && line[i-1] != '\t':
		case styles&hash != 0 && c == '#', styles&slashes != 0 && strings.HasPrefix(line[i:], "//"):
			return i, len(strings.TrimRight(line, " \t\r"))
		case styles&slashes != 0 && strings.HasPrefix(line[i:], "/*"):
			if j := strings.Index(line[i:], "*/"); j > 0 {
				return i, i + j + 2
			}
			return 0, 0
		}
	}
	return 0, 0
}

// blockScalar follows the block scalars of YAML, whose lines are text whatever they look like.
type blockScalar struct {
	open   bool
	indent int // of the line that opens it
}

// holds reports whether the line is text of a block scalar, and notes one that the line opens.
func (b *blockScalar) holds(line string) bool {
	trimmed := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if b.open {
		if trimmed == "" || indent > b.indent {
			return true
		}
		b.open = false
	}
	at := strings.LastIndexAny(trimmed, "|>")
	if at <= 0 || strings.HasPrefix(trimmed, "#") || trimmed[at-1] != ' ' || strings.Trim(trimmed[at+1:], "+-0123456789") != "" {
		return false
	}
	if key := strings.TrimRight(trimmed[:at], " "); strings.HasSuffix(key, ":") || strings.HasSuffix(key, "-") {
		b.open, b.indent = true, indent
	}
	return false
}
