package lsp

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// yamlPlace is where a position is in a YAML text that is being written, and so need not be whole. It is read by its indentation:
// block mappings and lists, which is what rule files and configurations are made of. Of flow collections only whether one is open is
// known.
type yamlPlace struct {
	path     []string // keys from the top; item for the element of a list
	key      string   // of the line, where the position is behind its colon
	isValue  bool
	flow     bool     // inside [ ] or { }
	siblings []string // other keys of the same mapping
	word     string   // what is written up to the position
	start    int      // offset in the line, in bytes, where the word begins
}

// item stands for an element of a list in a path.
const item = "-"

// yamlLine is a line with what its indentation says: the columns of its dashes, and that of its key if it has one.
type yamlLine struct {
	dashes []int
	column int    // of what stands behind the dashes
	key    string // empty for none
	value  int    // offset of what stands behind the colon; -1 without a colon
}

func readYAMLLine(line string) (l yamlLine, ok bool) {
	at := len(line) - len(strings.TrimLeft(line, " "))
	rest := line[at:]
	if strings.TrimSpace(rest) == "" || rest[0] == '#' {
		return yamlLine{}, false
	}
	for rest == "-" || strings.HasPrefix(rest, "- ") {
		l.dashes = append(l.dashes, at)
		trimmed := strings.TrimLeft(rest[1:], " ")
		at += len(rest) - len(trimmed)
		rest = trimmed
	}
	l.column, l.value = at, -1
	if i := keyEnd(rest); i >= 0 {
		l.key, l.value = strings.Trim(strings.TrimSpace(rest[:i]), `'"`), at+i+1
	}
	return l, true
}

// keyEnd is the offset of the colon behind a key, -1 for none.
func keyEnd(s string) int {
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && i == 0:
			quote = c
		case c == '{' || c == '[' || c == '#' && (i == 0 || s[i-1] == ' '):
			return -1
		case c == ':' && (i+1 == len(s) || s[i+1] == ' '):
			return i
		}
	}
	return -1
}

// yamlAt reads where a position is.
func yamlAt(t *protocol.Text, p protocol.Position) yamlPlace {
	line := t.Line(p.Line)
	start := t.Offset(protocol.Position{Line: p.Line})
	cursor := min(max(t.Offset(p)-start, 0), len(line))
	l, some := readYAMLLine(line[:cursor])
	if !some {
		l = yamlLine{column: cursor, value: -1}
	}
	out := yamlPlace{key: l.key, isValue: l.value >= 0, start: l.column}
	if out.isValue {
		out.start = l.value + len(line[l.value:cursor]) - len(strings.TrimLeft(line[l.value:cursor], " "))
	}
	out.word = line[min(out.start, cursor):cursor]
	if i := strings.LastIndexAny(out.word, "[{,"); i >= 0 && strings.ContainsAny(out.word[:1], "[{") {
		out.flow = true
		out.start += i + 1 + len(out.word[i+1:]) - len(strings.TrimLeft(out.word[i+1:], " "))
		out.word = strings.TrimLeft(out.word[i+1:], " ")
	}
	out.climb(t, p.Line, l)
	return out
}

// climb finds the mappings and lists around a line, from the inside out, and the keys beside it.
func (y *yamlPlace) climb(t *protocol.Text, line int, l yamlLine) {
	need, inList := l.column, false // what is around stands further left; a key may hold a list at its own column
	take := func(dashes []int) {
		for i := len(dashes) - 1; i >= 0; i-- {
			if dashes[i] < need {
				y.path = append(y.path, item)
				need, inList = dashes[i], true
			}
		}
	}
	y.below(t, line, need)
	own := need
	take(l.dashes)
	for n := line - 1; n >= 0 && (need > 0 || inList || len(y.path) == 0); n-- {
		up, ok := readYAMLLine(t.Line(n))
		if !ok {
			continue
		}
		if up.key != "" && up.column == own && len(y.path) == 0 {
			y.siblings = append(y.siblings, up.key)
		}
		if up.key != "" && (up.column < need || inList && up.column == need && len(up.dashes) == 0) {
			y.path = append(y.path, up.key)
			need, inList = up.column, false
		}
		take(up.dashes)
	}
	slices.Reverse(y.path)
}

// below gathers the keys of the same mapping on the lines that follow.
func (y *yamlPlace) below(t *protocol.Text, line, column int) {
	for n := line + 1; n < t.Lines(); n++ {
		l, ok := readYAMLLine(t.Line(n))
		if !ok {
			continue
		}
		if l.column < column || len(l.dashes) > 0 && l.dashes[0] < column {
			return
		}
		if l.key != "" && l.column == column {
			y.siblings = append(y.siblings, l.key)
		}
	}
}

// isYAML reports whether a file is YAML by its name.
func isYAML(abs string) bool {
	ext := filepath.Ext(abs)
	return ext == ".yaml" || ext == ".yml"
}
