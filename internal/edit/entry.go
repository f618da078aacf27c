package edit

import (
	"fmt"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Form says how an entry is added at a node.
type Form uint8

// The forms. The zero Form is invalid.
const (
	Into    Form = iota + 1 // the node is an object or a dict: one entry more
	Around                  // the node is code that gives an object: a new object takes its place, with all that has and the entry
	Instead                 // the node is null: an object takes its place
	Passed                  // the node is the list of a call's arguments: an object is passed, by Keyword or as the next argument
)

// Place is where an entry is added.
type Place struct {
	Node    syntax.Node
	Form    Form
	Keyword string   // Passed: of the argument; empty: by position
	Members []string // keys of the objects between the node and the entry, which are made, outermost first
	First   bool     // Into: what is spread into the object keeps the last word
}

// Add returns the edits that add an entry, whose value is written as code. The error says why it cannot be added in the style of
// the code around.
func Add(p Place, key, code string) ([]Edit, error) {
	t := textOf(p.Node.Tree())
	for _, k := range append([]string{key}, p.Members...) {
		if !plainKey.MatchString(k) {
			return nil, fmt.Errorf("a key %q is not written", k)
		}
	}
	if p.Node.HasError() {
		return nil, fmt.Errorf("the code there is not understood by the grammar")
	}
	switch p.Form {
	case Into:
		return t.insert(p.Node, t.entry(p.Members, key, code, p.Node), p.First)
	case Around:
		return t.around(p.Node, t.entry(p.Members, key, code, p.Node.Parent()))
	case Instead:
		return []Edit{{p.Node.Start(), p.Node.End(), t.object(p.Members, key, code, p.Node.Parent())}}, nil
	case Passed:
		argument := t.object(p.Members, key, code, p.Node)
		if p.Keyword != "" {
			argument = p.Keyword + "=" + argument
		}
		return t.insert(p.Node, argument, false)
	}
	return nil, fmt.Errorf("no way to add an entry there")
}

// entry writes an entry with the objects around it, but the outermost.
func (t text) entry(members []string, key, code string, near syntax.Node) string {
	if len(members) == 0 {
		return t.keyText(key, near) + ": " + code
	}
	return t.keyText(members[0], near) + ": " + t.object(members[1:], key, code, near)
}

// object writes an object with one entry.
func (t text) object(members []string, key, code string, near syntax.Node) string {
	return t.braces(t.entry(members, key, code, near))
}

func (t text) braces(inside string) string {
	if t.python {
		return "{" + inside + "}"
	}
	return "{ " + inside + " }"
}

// around puts an object in the place of the code n, with what n gives and one entry more.
func (t text) around(n syntax.Node, entry string) ([]Edit, error) {
	spread, before := "...", ""
	if t.python {
		spread = "**"
	}
	if n.Is("shorthand_property_identifier") {
		before = n.Text() + ": "
	}
	open, end := "", ""
	switch n.Type() {
	case "identifier", "shorthand_property_identifier", "member_expression", "call_expression", "attribute", "call", "subscript",
		"subscript_expression", "parenthesized_expression", "this", "await_expression":
	default:
		open, end = "(", ")"
	}
	first, last := "{ ", " }"
	if t.python {
		first, last = "{", "}"
	}
	return []Edit{
		{n.Start(), n.Start(), before + first + spread + open},
		{n.End(), n.End(), end + ", " + entry + last},
	}, nil
}
