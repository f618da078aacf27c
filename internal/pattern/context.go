package pattern

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Error says why a pattern does not compile.
type Error struct {
	Offset  int    // byte in the pattern, from 0
	Message string // what is wrong: a clause without a full stop
	Hint    string // what to do next; may be empty
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// context is a place in a program where a piece of code may stand. A pattern is read in the first that accepts it.
type context struct {
	before, after string
	// pick returns the nodes of the pattern below the root of the parsed program.
	pick func(root syntax.Node) []syntax.Node
	// header says that after gives the pattern a body it has not: any body will do.
	header bool
}

func statementsOf(root syntax.Node) []syntax.Node { return namedChildren(root) }

// firstOf picks the first node of one of the kinds.
func firstOf(names ...string) func(syntax.Node) []syntax.Node {
	set := kindsOf(names...)
	return func(root syntax.Node) []syntax.Node {
		for n := range root.All() {
			if set.has(n.Kind()) {
				return []syntax.Node{n}
			}
		}
		return nil
	}
}

// childrenOf picks what stands in the first node of one of the kinds.
func childrenOf(names ...string) func(syntax.Node) []syntax.Node {
	first := firstOf(names...)
	return func(root syntax.Node) []syntax.Node {
		if ns := first(root); ns != nil {
			return namedChildren(ns[0])
		}
		return nil
	}
}

// aloneIn is childrenOf for contexts that hold one thing only.
func aloneIn(names ...string) func(syntax.Node) []syntax.Node {
	in := childrenOf(names...)
	return func(root syntax.Node) []syntax.Node {
		if ns := in(root); len(ns) == 1 {
			return ns
		}
		return nil
	}
}

var (
	asProgram    = context{pick: statementsOf}
	asExpression = context{before: "(", after: ")", pick: aloneIn("parenthesized_expression")}
	asMember     = context{before: "({", after: "})", pick: aloneIn("object")}
	asCatch      = context{before: "try {} ", pick: firstOf("catch_clause", "finally_clause")}

	asKeyed = context{before: "var _ = T{", after: "}", pick: aloneIn("literal_value")}

	asHeader = context{after: " {}", pick: headed, header: true}
	asElse   = context{before: "if x:\n    pass\n", pick: firstOf("else_clause", "elif_clause")}

	scriptContexts = []context{asProgram, asExpression, asMember,
		{before: "class C {", after: "}", pick: childrenOf("class_body")},
		{after: "\nclass C {}", pick: firstOf("decorator")},
		asCatch,
		{before: "if (x) {} ", pick: firstOf("else_clause")},
		{before: "switch (x) {", after: "}", pick: aloneIn("switch_body")},
		{before: "type T = ", pick: aliasedType},
		{before: "interface I {", after: "}", pick: aloneIn("interface_body")},
		asHeader,
	}
	goContexts = []context{{after: "\n", pick: statementsOf},
		{before: "func _() {\n", after: "\n}\n", pick: childrenOf("block")},
		{before: "var _ = (", after: ")", pick: aloneIn("parenthesized_expression")},
		asKeyed,
		{before: "type T struct {\n", after: "\n}\n", pick: aloneIn("field_declaration_list")},
		{before: "func _() {\nswitch x {\n", after: "\n}\n}", pick: firstOf("expression_case", "default_case")},
		{before: "var x ", after: "\n", pick: declaredType},
		{before: "import ", after: "\n", pick: firstOf("import_spec")},
		{before: "func _() {\n", after: " {}\n}\n", pick: headedIn, header: true},
		asHeader,
	}
	pythonContexts = []context{asProgram, asExpression,
		{after: "\ndef f(): pass", pick: firstOf("decorator")},
		{before: "try:\n    pass\n", pick: firstOf("except_clause", "finally_clause", "except_group_clause")},
		asElse,
		{before: "{", after: "}", pick: aloneIn("dictionary")},
		{before: "f(", after: ")", pick: aloneIn("argument_list")},
		{before: "match x:\n    ", pick: firstOf("case_clause")},
		{after: "\n    pass", pick: headed, header: true},
		{after: ":\n    pass", pick: headed, header: true},
		{before: "try:\n    pass\n", after: "\n    pass", pick: firstOf("except_clause"), header: true},
	}
)

var kHeaded = kindsOf("function_declaration", "generator_function_declaration", "class_declaration", "abstract_class_declaration",
	"if_statement", "for_statement", "for_in_statement", "while_statement", "with_statement", "function_definition", "class_definition",
	"decorated_definition", "method_declaration", "expression_switch_statement", "type_switch_statement")

// headed picks a lone statement that ends in a body.
func headed(root syntax.Node) []syntax.Node {
	if ns := namedChildren(root); len(ns) == 1 && kHeaded.has(ns[0].Kind()) {
		return ns
	}
	return nil
}

// headedIn picks a lone statement of a function that ends in a body.
func headedIn(root syntax.Node) []syntax.Node { return headed(firstNamed(root).Child(fBody)) }

func aliasedType(root syntax.Node) []syntax.Node {
	if d := firstNamed(root); d.Is("type_alias_declaration") {
		return []syntax.Node{d.Child(fValue)}
	}
	return nil
}

// declaredType picks the type of the one variable.
func declaredType(root syntax.Node) []syntax.Node {
	if spec := firstNamed(firstNamed(root)); spec.Is("var_spec") && spec.Child(fValue).IsNone() {
		return []syntax.Node{spec.Child(fType)}
	}
	return nil
}

// memberFirst are sources that parse as statements but mean the entry of an object: `$K: $V` is no label.
var memberFirst = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*\s*:[^:]`)

// keyFirst are sources that parse as labelled statements but mean an entry of a composite literal.
var keyFirst = regexp.MustCompile(`^[\p{L}_]\w*\s*:[^:=\n]`)

var statementFirst = regexp.MustCompile(`^(?:if|for|while|switch)\b`)

func (l Lang) contexts(text string) []context {
	if l == Go {
		if keyFirst.MatchString(text) {
			return append([]context{asKeyed}, goContexts...) // not a label
		}
		return goContexts
	}
	if l == Python {
		if strings.HasPrefix(text, "else") {
			return append([]context{asElse}, pythonContexts...) // not an annotated variable
		}
		return pythonContexts
	}
	switch {
	case strings.HasPrefix(text, "catch"):
		return append([]context{asCatch}, scriptContexts...) // not a call with a block after it
	case statementFirst.MatchString(text):
		return append([]context{asProgram, asHeader}, scriptContexts...) // not a call of something named if
	case strings.HasPrefix(text, "{"):
		return append([]context{asExpression}, scriptContexts...)
	case memberFirst.MatchString(text):
		return append([]context{asMember}, scriptContexts...)
	}
	return scriptContexts
}

// parsed is a pattern's nodes with the program around them.
type parsed struct {
	nodes  []syntax.Node
	tree   *syntax.Tree
	source *source
	header bool // the body is not the pattern's
	shift  int  // bytes of the program before the pattern
}

// maxSource bounds the length of a pattern in bytes.
const maxSource = 64 << 10

// read parses a pattern in the first grammar and context that accept it without a syntax error.
func read(src string, lang Lang) (*parsed, error) {
	grammars := lang.grammars()
	if grammars == nil {
		return nil, &Error{Message: "the pattern has no language", Hint: "name typescript, javascript, python or go"}
	}
	if len(src) > maxSource {
		return nil, &Error{Message: fmt.Sprintf("the pattern is longer than %d bytes", maxSource), Hint: "split it"}
	}
	trimmed := strings.TrimRight(src, " \t\r\n")
	lead := len(trimmed) - len(strings.TrimLeft(trimmed, " \t\r\n"))
	if trimmed = trimmed[lead:]; trimmed == "" {
		return nil, &Error{Message: "the pattern is empty", Hint: "write the code to find"}
	}
	source := placeholders(trimmed, lang)
	best := -1
	for _, g := range grammars {
		for _, c := range lang.contexts(source.text) {
			p, bad, err := parseIn(g, c, source)
			if err != nil {
				return nil, &Error{Message: "the pattern cannot be parsed: " + err.Error()}
			}
			if p != nil {
				return p, nil
			}
			best = max(best, bad)
		}
	}
	at := min(source.origin(max(best, 0)), len(trimmed))
	return nil, &Error{
		Offset:  lead + at,
		Message: fmt.Sprintf("%q is not %s code", excerpt(trimmed, at), lang),
		Hint:    "write a whole expression, statement or declaration; holes are $NAME, $...NAME and ...",
	}
}

// parseIn returns nil and the offset of the first error, in the source's text, where the context does not fit.
func parseIn(g *syntax.Grammar, c context, s *source) (*parsed, int, error) {
	tree, err := syntax.Parse(g, []byte(c.before+s.text+c.after))
	if err != nil {
		return nil, 0, err
	}
	if len(tree.Errors) > 0 {
		return nil, min(max(tree.Errors[0].Start-len(c.before), 0), len(s.text)), nil
	}
	nodes := c.pick(tree.Root())
	if len(nodes) == 0 {
		return nil, 0, nil
	}
	// What stands outside the pattern's own text would be lost: the pattern closed the context and opened another.
	within := syntax.Span{Start: len(c.before), End: len(c.before) + len(s.text)}
	if c.header {
		within.End += len(c.after)
	} else if strings.HasPrefix(c.after, "\n") {
		within.End++ // Go's statements have their line ends
	}
	if !within.Contains(nodes[0].Span()) || !within.Contains(nodes[len(nodes)-1].Span()) || c.header && len(nodes) > 1 {
		return nil, 0, nil
	}
	if lead := nodes[0].Start() - len(c.before); c.before+c.after != "" && strings.TrimSpace(s.text[:lead]) != "" {
		return nil, 0, nil
	}
	if tail := min(nodes[len(nodes)-1].End()-len(c.before), len(s.text)); c.before+c.after != "" && strings.Trim(s.text[tail:], " \t\r\n;,") != "" {
		return nil, 0, nil
	}
	return &parsed{nodes, tree, s, c.header, len(c.before)}, 0, nil
}

func excerpt(s string, at int) string {
	line := strings.LastIndexByte(s[:at], '\n') + 1
	end := strings.IndexByte(s[at:], '\n')
	if end < 0 {
		end = len(s) - at
	}
	text := strings.TrimSpace(s[line : at+end])
	if len(text) > 60 {
		text = strings.ToValidUTF8(text[:60], "") + "…"
	}
	return text
}
