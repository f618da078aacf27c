package edit

import (
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// text is the file that edits are made of.
type text struct {
	tree   *syntax.Tree
	src    []byte
	python bool
	eol    string
}

func textOf(t *syntax.Tree) text {
	return text{tree: t, src: t.Text(), python: t.Grammar.Name == "python", eol: EOL(t.Text())}
}

// EOL is the line end of a text: that of its first line.
func EOL(t []byte) string {
	i := strings.IndexByte(string(t), '\n')
	if i > 0 && t[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// lineStart is where the line of an offset starts.
func (t text) lineStart(at int) int {
	return strings.LastIndexByte(string(t.src[:at]), '\n') + 1
}

// lineEnd is where the line of an offset ends, before what ends it.
func (t text) lineEnd(at int) int {
	end := len(t.src)
	if i := strings.IndexByte(string(t.src[at:]), '\n'); i >= 0 {
		end = at + i
	}
	if end > at && t.src[end-1] == '\r' {
		end--
	}
	return end
}

// nextLine is where the line after that of an offset starts; the end of the text where there is none.
func (t text) nextLine(at int) int {
	if i := strings.IndexByte(string(t.src[at:]), '\n'); i >= 0 {
		return at + i + 1
	}
	return len(t.src)
}

// indent is the white space before what stands at an offset; alone says that nothing else stands before it on the line.
func (t text) indent(at int) (indent string, alone bool) {
	before := string(t.src[t.lineStart(at):at])
	indent = before[:len(before)-len(strings.TrimLeft(before, " \t"))]
	return indent, indent == before
}

// quote is the mark of strings: that of the object around, else the more frequent one of the file, else the language's own.
func (t text) quote(near syntax.Node) byte {
	if q := quoteOf(near); q != 0 {
		return q
	}
	if q := quoteOf(t.tree.Root()); q != 0 {
		return q
	}
	if t.python {
		return '"'
	}
	return '\''
}

// quoteOf is the more frequent mark of the strings below a node, 0 where there is none.
func quoteOf(n syntax.Node) byte {
	count := map[byte]int{}
	for c := range n.All() {
		if !c.Is("string") || c.Parent().Is("jsx_attribute") || c.Start() == c.End() {
			continue
		}
		s := strings.TrimLeft(c.Text(), "rRbBuUfF")
		if s != "" && !strings.HasPrefix(s, `"""`) && !strings.HasPrefix(s, "'''") {
			count[s[0]]++
		}
	}
	switch {
	case count['\''] == 0 && count['"'] == 0:
		return 0
	case count['"'] > count['\'']:
		return '"'
	}
	return '\''
}

var (
	identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)
	plainKey   = regexp.MustCompile(`^[A-Za-z0-9_$./:-]+$`)
)

// keyText writes the key of an entry of an object.
func (t text) keyText(key string, near syntax.Node) string {
	if !t.python && identifier.MatchString(key) && !allQuoted(near) {
		return key
	}
	q := string(t.quote(near))
	return q + key + q
}

// allQuoted reports whether an object has quotes around a key that needs none.
func allQuoted(n syntax.Node) bool {
	for c := range n.NamedChildren() {
		k := c.ByField("key")
		if c.Is("pair") && k.Is("string") && k.End()-k.Start() > 2 && identifier.MatchString(k.Text()[1:len(k.Text())-1]) {
			return true
		}
	}
	return false
}
