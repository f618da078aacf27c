package workspace

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/bytelyst/connaudit/internal/yamlfault"
)

// document is one YAML file while it is read: it turns nodes into values and collects what is wrong with them.
type document struct {
	file   string   // absolute path, for positions
	lines  []string // of the text, to count columns in bytes
	errors Errors
	sane   map[*yaml.Node]bool // values already found sound: shared anchors are looked at once
}

// maxConfigBytes bounds a configuration: more is a mistake, such as a data file under the wrong name.
const maxConfigBytes = 1 << 20

// parseYAML gives the root node of the only document in text, nil when the text is empty.
func (d *document) parseYAML(text []byte) *yaml.Node {
	d.lines = strings.Split(string(text), "\n")
	if len(text) > maxConfigBytes {
		d.fail(nil, "is larger than 1 MB", "a configuration is a page of YAML; is this the right file?")
		return nil
	}
	if !utf8.Valid(text) {
		d.fail(nil, "is not UTF-8", "save the file as UTF-8")
		return nil
	}
	nodes, err := decodeYAML(text)
	if err != nil {
		d.syntaxError(text, err)
		return nil
	}
	if len(nodes) > 1 {
		d.fail(&nodes[1], "a second YAML document", "a configuration is one document; remove the line \"---\"")
		return nil
	}
	if len(nodes) == 0 || len(nodes[0].Content) == 0 {
		return nil
	}
	return nodes[0].Content[0]
}

// decodeYAML reads at most two documents: the second only proves that there is one too many.
func decodeYAML(text []byte) (nodes []yaml.Node, err error) {
	// The library panics on some broken inputs; here that is a syntax error like any other.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(strings.NewReader(string(text)))
	for len(nodes) < 2 {
		var n yaml.Node
		if err := decoder.Decode(&n); err != nil {
			if err.Error() == "EOF" {
				return nodes, nil
			}
			return nil, err
		}
		nodes = append(nodes, n)
	}
	return nodes, nil
}

func (d *document) syntaxError(text []byte, err error) {
	f := yamlfault.Find(text, err, func(text []byte) error {
		_, err := decodeYAML(text)
		return err
	})
	before := text[:f.Offset]
	line := bytes.Count(before, []byte("\n"))
	hint := cmp.Or(f.Hint, "this is not valid YAML")
	if strings.HasPrefix(strings.TrimLeft(d.lines[line], " "), "\t") {
		hint = "indent with spaces: YAML allows no tabs there"
	}
	d.errors = append(d.errors, &Error{File: d.file, Line: line + 1, Column: f.Offset - bytes.LastIndexByte(before, '\n'), Message: f.Message, Hint: hint})
}

// position converts a node's place, counted in runes by the library, to a column in bytes.
func (d *document) position(n *yaml.Node) Position {
	p := Position{File: d.file, Line: 1, Column: 1}
	if n == nil || n.Line < 1 {
		return p
	}
	p.Line, p.Column = n.Line, max(n.Column, 1)
	if n.Line <= len(d.lines) {
		line, runes := d.lines[n.Line-1], 0
		for i := range line {
			if runes++; runes == n.Column {
				p.Column = i + 1
				break
			}
		}
	}
	return p
}

func (d *document) fail(n *yaml.Node, message, hint string) {
	p := d.position(n)
	d.errors = append(d.errors, &Error{File: p.File, Line: p.Line, Column: p.Column, Message: message, Hint: hint})
}

// follow replaces an alias by what it names.
func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// field reads the value of one key.
type field struct {
	name string
	read func(key, value *yaml.Node)
}

// object hands each pair of a mapping to its field. Keys that are no field, and keys stated twice, are errors.
func (d *document) object(n *yaml.Node, what string, fields []field) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	d.pairs(n, what, func(key, value *yaml.Node) {
		i := slices.Index(names, key.Value)
		if i < 0 {
			d.unknownKey(key, what, names)
			return
		}
		fields[i].read(key, value)
	})
}

func (d *document) unknownKey(key *yaml.Node, what string, allowed []string) {
	hint := "allowed are " + strings.Join(allowed, ", ")
	if near := nearest(key.Value, allowed); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	d.fail(key, fmt.Sprintf("unknown key %q in %s", key.Value, what), hint)
}

// pairs calls visit for each key of a mapping, in order; a second one of the same name is an error.
func (d *document) pairs(n *yaml.Node, what string, visit func(key, value *yaml.Node)) {
	n = follow(n)
	if n.Kind != yaml.MappingNode {
		d.fail(n, fmt.Sprintf("%s is %s", what, kindOf(n)), "a mapping (key: value) is expected")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := follow(n.Content[i])
		if key.Kind != yaml.ScalarNode {
			d.fail(n.Content[i], "a key that is "+kindOf(key), "a name is expected")
			continue
		}
		if line, twice := seen[key.Value]; twice {
			d.fail(n.Content[i], fmt.Sprintf("duplicate key %q", key.Value), fmt.Sprintf("it is already set in line %d", line))
			continue
		}
		seen[key.Value] = n.Content[i].Line
		visit(key, n.Content[i+1])
	}
}

// items calls visit for each element of a list. An empty value is an empty list.
func (d *document) items(n *yaml.Node, what, of string, visit func(item *yaml.Node)) {
	n = follow(n)
	if isNull(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.fail(n, fmt.Sprintf("%s is %s", what, kindOf(n)), "a list of "+of+" is expected")
		return
	}
	for _, item := range n.Content {
		visit(item)
	}
}

// text reads a string that is not empty.
func (d *document) text(n *yaml.Node, what string) (string, bool) {
	v := follow(n)
	if v.Kind != yaml.ScalarNode || v.Tag != "!!str" && v.Tag != "!!timestamp" {
		hint := "a text is expected"
		if v.Kind == yaml.ScalarNode && !isNull(v) {
			hint += "; put it in quotes"
		}
		d.fail(n, fmt.Sprintf("%s is %s", what, kindOf(v)), hint)
		return "", false
	}
	if strings.TrimSpace(v.Value) == "" {
		d.fail(n, what+" is empty", "a text is expected")
		return "", false
	}
	if strings.ContainsRune(v.Value, 0) {
		d.fail(n, what+" holds a NUL character", "remove it")
		return "", false
	}
	return v.Value, true
}

func (d *document) boolean(n *yaml.Node, what string) (value, ok bool) {
	v := follow(n)
	if v.Kind == yaml.ScalarNode && v.Tag == "!!bool" {
		return strings.EqualFold(v.Value, "true"), true
	}
	d.fail(n, fmt.Sprintf("%s is %s", what, kindOf(v)), "allowed are true and false")
	return false, false
}

// sound checks a value that is passed on unread: no alias within itself, no key twice.
func (d *document) sound(n *yaml.Node, above []*yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if slices.Contains(above, n) {
		d.fail(n, "an alias that contains itself", "write the value out")
		return
	}
	// No real parameter is nested this deep.
	if len(above) > 32 {
		d.fail(n, "values nested more than 32 deep", "simplify the value")
		return
	}
	if d.sane[n] {
		return
	}
	if d.sane == nil {
		d.sane = map[*yaml.Node]bool{}
	}
	d.sane[n] = true
	above = append(above, n)
	switch n.Kind {
	case yaml.MappingNode:
		d.pairs(n, "the value", func(_, value *yaml.Node) { d.sound(value, above) })
	case yaml.SequenceNode:
		for _, item := range n.Content {
			d.sound(item, above)
		}
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// kindOf names a node for a message.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "empty"
	case "!!bool":
		return fmt.Sprintf("the truth value %s", n.Value)
	case "!!int", "!!float":
		return fmt.Sprintf("the number %s", n.Value)
	}
	return fmt.Sprintf("the text %q", n.Value)
}
