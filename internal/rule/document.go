package rule

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/yamlfault"
)

// shape is what a node of a document is.
type shape uint8

const (
	scalarShape shape = iota
	listShape
	mappingShape
)

var shapeNames = [...]string{"a single value", "a list", "a mapping"}

// node is a part of a YAML document with its place. Aliases and merge keys are resolved, so that a node may have several
// parents. Nodes are never changed once the document is read.
type node struct {
	file  *file
	start int // byte offset in the file
	shape shape
	flow  bool // within {…} or […], where YAML ends values at commas

	text  string     // of a scalar, as YAML decodes it
	tag   string     // of a scalar: !!str, !!int, !!float, !!bool, !!null or another
	style yaml.Style // of a scalar

	items []*node // of a list; of a mapping its values
	keys  []*node // of a mapping
}

// file is one rule file, or the configuration.
type file struct {
	name  string
	data  []byte
	marks bool  // the text is not at hand: offsets are line<<markBits | column, as they were given
	lines []int // byte offsets at which YAML's lines start: YAML also breaks lines at U+0085, U+2028 and U+2029
}

const markBits = 20

// maxAliased bounds what aliases add to a document when they are written out.
const maxAliased = 50_000

// parseFile reads a document. The root is nil when the file is empty or does not parse; the latter is reported.
func parseFile(name string, data []byte, r *reporter) *node {
	f := newFile(name, data)
	if bad := invalidUTF8(data); bad >= 0 {
		r.at(&node{file: f, start: bad}, "save the file as UTF-8", "the file is not UTF-8 text")
		return nil
	}
	doc, err := decodeYAML(data)
	if err != nil {
		fault := yamlfault.Find(data, err, func(text []byte) error {
			_, err := decodeYAML(text)
			return err
		})
		hint := cmp.Or(fault.Hint, "check indentation, colons and quotes here and in the line above")
		if errors.Is(err, errSecond) {
			hint = "join them, or save what follows --- in a file of its own"
		}
		r.at(&node{file: f, start: fault.Offset}, hint, "not YAML: %s", fault.Message)
		return nil
	}
	if doc == nil || len(doc.Content) == 0 {
		return nil
	}
	b := &builder{file: f, report: r}
	return b.node(doc.Content[0])
}

// fromYAML wraps a node that another package has read, such as the params of connaudit.yaml.
func fromYAML(f *file, y *yaml.Node, r *reporter) *node {
	return (&builder{file: f, report: r}).node(y)
}

func newFile(name string, data []byte) *file {
	return &file{name: name, data: data, lines: yamlfault.Lines(data)}
}

// invalidUTF8 returns the offset of the first byte that is no UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

var errSecond = errors.New("a rule file is one document, and this is a second")

// decodeYAML keeps the library's panics on hostile input from reaching us.
func decodeYAML(data []byte) (doc *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	doc, second := &yaml.Node{}, &yaml.Node{}
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := d.Decode(doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := d.Decode(second); {
	case errors.Is(err, io.EOF):
		return doc, nil
	case err != nil:
		return nil, err
	}
	return nil, fmt.Errorf("yaml: line %d: %w", second.Line, errSecond)
}

// offset returns the byte offset of a YAML mark: a line from 1 and a column from 1 in characters.
func (f *file) offset(line, column int) int {
	switch {
	case f.marks:
		return line<<markBits | min(column, 1<<markBits-1)
	case line < 1 || len(f.data) == 0:
		return 0
	}
	at := f.lines[min(line, len(f.lines))-1]
	if line == 1 && bytes.HasPrefix(f.data, []byte("\ufeff")) {
		at += 3
	}
	for i := 1; i < column && at < len(f.data); i++ {
		_, size := utf8.DecodeRune(f.data[at:])
		at += size
	}
	return at
}

// position returns line and column of a byte offset, both from 1, the column in bytes.
func (f *file) position(offset int) (line, column int) {
	if f.marks {
		return max(1, offset>>markBits), max(1, offset&(1<<markBits-1))
	}
	i := sort.SearchInts(f.lines, offset+1) - 1
	return i + 1, offset - f.lines[i] + 1
}

// builder turns YAML nodes into ours.
type builder struct {
	file    *file
	report  *reporter
	aliases int                 // how many aliases are being written out
	count   int                 // of nodes that aliases have added
	flow    int                 // how many {…} and […] are open
	open    map[*yaml.Node]bool // being built, to find an alias inside its own anchor
	stopped bool
}

func (b *builder) node(y *yaml.Node) *node {
	n := &node{file: b.file, start: b.file.offset(y.Line, y.Column), tag: "!!null", flow: b.flow > 0}
	if b.aliases > 0 {
		b.count++
	}
	if b.count > maxAliased {
		b.stop(n, y)
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		return b.alias(n, y)
	case yaml.ScalarNode:
		n.text, n.tag, n.style = y.Value, y.ShortTag(), y.Style&^(yaml.TaggedStyle|yaml.FlowStyle)
	case yaml.SequenceNode:
		n.shape = listShape
		b.inside(y, func() {
			for _, c := range y.Content {
				n.items = append(n.items, b.node(c))
			}
		})
	case yaml.MappingNode:
		n.shape = mappingShape
		b.inside(y, func() { b.mapping(n, y) })
	}
	return n
}

func (b *builder) alias(n *node, y *yaml.Node) *node {
	if y.Alias == nil {
		return n
	}
	if b.open[y.Alias] {
		b.stop(n, y.Alias)
		return n
	}
	b.aliases++
	defer func() { b.aliases-- }()
	return b.node(y.Alias)
}

// stop reports once that the document is out of bounds; what is left out are nulls.
func (b *builder) stop(n *node, y *yaml.Node) {
	if b.stopped {
		return
	}
	b.stopped = true
	if b.open[y] {
		b.report.at(n, "", "alias of a node that contains it")
		return
	}
	b.report.at(n, "use fewer aliases", "aliases stand for more than %d values", maxAliased)
}

func (b *builder) inside(y *yaml.Node, build func()) {
	if b.open == nil {
		b.open = map[*yaml.Node]bool{}
	}
	b.open[y] = true
	if y.Style&yaml.FlowStyle != 0 {
		b.flow++
		defer func() { b.flow-- }()
	}
	build()
	delete(b.open, y)
}

// mapping fills n. What `<<` merges stands behind the mapping's own keys, which win.
func (b *builder) mapping(n *node, y *yaml.Node) {
	var merged []*node
	seen := map[string]*node{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		v := b.node(y.Content[i+1])
		if y.Content[i].Tag == "!!merge" {
			merged = append(merged, v)
			continue
		}
		k := b.node(y.Content[i])
		if k.shape != scalarShape {
			b.report.at(k, "", "a key must be a name, not %s", shapeNames[k.shape])
			continue
		}
		if first := seen[k.text]; first != nil {
			line, _ := b.file.position(first.start)
			b.report.at(k, "", "key `%s` stands twice; the first is in line %d", k.text, line)
			continue
		}
		seen[k.text] = k
		n.keys, n.items = append(n.keys, k), append(n.items, v)
	}
	for _, m := range merged {
		b.merge(n, m, seen)
	}
}

func (b *builder) merge(n, m *node, seen map[string]*node) {
	switch m.shape {
	case listShape:
		for _, i := range m.items {
			b.merge(n, i, seen)
		}
	case mappingShape:
		for i, k := range m.keys {
			if seen[k.text] == nil {
				seen[k.text] = k
				n.keys, n.items = append(n.keys, k), append(n.items, m.items[i])
			}
		}
	case scalarShape:
		b.report.at(m, "", "<< merges mappings, not a single value")
	}
}

// key returns the key node of a mapping called name, or nil.
func (n *node) key(name string) *node {
	if n != nil && n.shape == mappingShape {
		for _, k := range n.keys {
			if k.text == name {
				return k
			}
		}
	}
	return nil
}

// get returns the value of a key, or nil.
func (n *node) get(name string) *node {
	if n != nil && n.shape == mappingShape {
		for i, k := range n.keys {
			if k.text == name {
				return n.items[i]
			}
		}
	}
	return nil
}

// isNull reports whether n is absent or YAML's null.
func (n *node) isNull() bool { return n == nil || n.shape == scalarShape && n.tag == "!!null" }

// str returns the text of a scalar, empty for anything else.
func (n *node) str() string {
	if n.isNull() || n.shape != scalarShape {
		return ""
	}
	return n.text
}

// scalars returns n itself, or the members of a list.
func (n *node) scalars() []*node {
	switch {
	case n.isNull():
		return nil
	case n.shape == listShape:
		return n.items
	}
	return []*node{n}
}

// strs returns the texts of a string or of a list of strings.
func (n *node) strs() []string {
	var out []string
	for _, s := range n.scalars() {
		out = append(out, s.str())
	}
	return out
}

// bool reports whether n is true.
func (n *node) bool() bool { return n != nil && n.tag == "!!bool" && strings.EqualFold(n.text, "true") }
