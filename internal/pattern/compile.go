package pattern

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// maxDepth bounds how deep a pattern may nest.
const maxDepth = 200

// compiler turns a parsed pattern into operations. The first error stops it.
type compiler struct {
	lang  Lang
	src   *parsed
	depth int
	err   error
}

func (c *compiler) fail(n syntax.Node, message, hint string) {
	if c.err == nil {
		c.err = &Error{Message: message, Hint: hint, Offset: max(c.src.source.origin(n.Start()-c.src.shift), 0)}
	}
}

// root compiles the whole pattern: one thing, or a sequence of statements.
func (c *compiler) root() *node {
	ns := c.src.nodes
	if len(ns) == 1 && !c.lonelyDots(ns[0]) {
		p := c.node(ns[0])
		if c.src.header {
			p.anyBody()
		}
		return p
	}
	return &node{op: opSequence, kids: c.statements(ns), src: ns[0]}
}

// anyBody takes the body from a header, which the context has added.
func (p *node) anyBody() {
	switch p.op {
	case opFunction:
		p.fn.body = nil
	case opClass:
		p.class.body = []*node{{op: opDots}}
	case opTree:
		for i, k := range p.kids {
			if k.op == opBlock {
				p.kids[i] = &node{op: opDots, field: k.field}
			}
		}
	}
}

// lonelyDots reports whether n is a lone `...` statement, which is a sequence of one.
func (c *compiler) lonelyDots(n syntax.Node) bool {
	p := c.placeholder(unwrap(n))
	return p != nil && p.op == opDots
}

func (c *compiler) statements(ns []syntax.Node) []*node {
	var out []*node
	for _, n := range ns {
		if n.Is("empty_statement") {
			continue
		}
		out = append(out, c.node(n))
	}
	return out
}

func (c *compiler) each(ns []syntax.Node) []*node {
	out := make([]*node, 0, len(ns))
	for _, n := range ns {
		out = append(out, c.node(n))
	}
	return out
}

// placeholder returns the hole that the leaf n is, or nil.
func (c *compiler) placeholder(n syntax.Node) *node {
	if n.IsNone() || !isLeaf(n) || !n.Named() {
		return nil
	}
	text := n.Text()
	if isMetavar(text) && kNames.has(n.Kind()) {
		return &node{op: opMeta, text: text, src: n}
	}
	rest, ok := strings.CutPrefix(text, c.src.source.mark)
	if !ok {
		return nil
	}
	switch {
	case rest == wordDots:
		return &node{op: opDots, src: n}
	case strings.HasPrefix(rest, wordDots+"_"):
		return &node{op: opDotsMeta, text: "$..." + rest[len(wordDots)+1:], src: n}
	case strings.HasPrefix(rest, wordTyped):
		i, err := strconv.Atoi(rest[len(wordTyped):])
		if err != nil || i < 0 || i >= len(c.src.source.typed) {
			return nil
		}
		h := c.src.source.typed[i]
		return &node{op: opTyped, text: h.name, types: []string{h.typ}, src: n}
	case isMetavar("$" + rest):
		return &node{op: opMeta, text: "$" + rest, src: n}
	}
	return nil
}

// wrappers are nodes that stand for the one thing in them.
var wrappers = kindsOf("expression_statement", "parenthesized_expression", "type_annotation", "type", "jsx_expression",
	"interpolation", "template_substitution", "case_pattern", "as_pattern_target", "non_null_expression",
	"literal_element")

// wraps reports whether n stands for the one thing in it, if there is just one: in Go also a list of expressions.
func wraps(n syntax.Node) bool {
	return wrappers.has(n.Kind()) || n.Kind() == kExpressionList && ofGo(n)
}

var kExpressionList = syntax.Named("expression_list")

// node compiles n and what is below it; nil for none.
func (c *compiler) node(n syntax.Node) *node {
	if n.IsNone() {
		return nil
	}
	c.depth++
	defer func() { c.depth-- }()
	if c.depth > maxDepth {
		c.fail(n, fmt.Sprintf("the pattern nests more than %d deep", maxDepth), "split it")
		return &node{op: opDots}
	}
	for wraps(n) {
		kids := namedChildren(n)
		if len(kids) != 1 && !kSubstitution.has(n.Kind()) || len(kids) == 0 {
			break
		}
		n = kids[0]
	}
	if p := c.placeholder(n); p != nil {
		return p
	}
	if f := compilers[n.Kind()]; f != nil {
		if p := f(c, n); p != nil {
			p.src = n
			p.needs = keywordsOf(n)
			return p
		}
	}
	return c.tree(n)
}

type compileFunc func(*compiler, syntax.Node) *node

// compilers gives the node types that have an operation of their own. A function may return nil for one it leaves
// to the comparison child by child.
var compilers map[syntax.Kind]compileFunc

func init() {
	compilers = map[syntax.Kind]compileFunc{}
	for _, e := range []struct {
		kinds kindSet
		f     compileFunc
	}{
		{kNames, (*compiler).name}, {kStrings, (*compiler).string}, {kNumbers, (*compiler).number},
		{kindsOf("true", "false", "null", "none", "undefined", "nil"), (*compiler).word},
		{kMembers, (*compiler).member}, {kCalls, (*compiler).call}, {kNew, (*compiler).newCall},
		{kTuples.union(kArrays).union(kLists), (*compiler).list}, {kSets, (*compiler).set},
		{kObjects.union(kObjectPats).union(kDicts), (*compiler).object},
		{kPairs, (*compiler).entry},
		{kindsOf("keyword_argument"), (*compiler).keyword},
		{kFuncDecls.union(kFuncExprs).union(kMethods).union(kDefs).union(kLambdas).union(kindsOf("function_signature")),
			(*compiler).function},
		{kClasses, (*compiler).classDef}, {kindsOf("decorated_definition"), (*compiler).decorated},
		{kDecls, (*compiler).declaration}, {kAssigns, (*compiler).assignment}, {kGoAssigns, (*compiler).goAssignment},
		{kindsOf("literal_value"), (*compiler).literalValue}, {kindsOf("import_declaration", "import_spec"), (*compiler).goImport}, {kFields, (*compiler).fieldDef},
		{kindsOf("statement_block", "block"), (*compiler).block}, {kBinaries, (*compiler).binary},
		{kindsOf("import_statement", "import_from_statement"), (*compiler).importing},
		{kElements, (*compiler).element}, {kindsOf("for_statement"), (*compiler).loop},
	} {
		for _, k := range e.kinds.list() {
			compilers[k] = e.f
		}
	}
}

func (c *compiler) name(n syntax.Node) *node {
	text := n.Text()
	return &node{op: opName, text: text, dotted: text, kinds: kNames}
}

func (c *compiler) word(n syntax.Node) *node {
	return &node{op: opWord, text: n.Text(), kinds: kindSet{}.with(n.Kind())}
}

func (c *compiler) number(n syntax.Node) *node {
	v, ok := number(n.Text())
	if !ok {
		return nil
	}
	return &node{op: opNumber, text: n.Text(), value: v, kinds: kNumbers}
}

func (c *compiler) member(n syntax.Node) *node {
	object, property := selection(n)
	if object.IsNone() || property.IsNone() {
		return nil
	}
	if kMembers.has(object.Kind()) {
		// `x. ... .m`: the hole is the property of the object.
		start, inner := selection(object)
		if h := c.placeholder(inner); h != nil && h.op == opDots {
			return &node{op: opChain, left: c.node(start), right: c.node(property), kinds: kMembers}
		}
	}
	p := &node{op: opMember, left: c.node(object), right: c.node(property), kinds: kMembers}
	if p.left.dotted != "" && p.right.op == opName {
		p.dotted = p.left.dotted + "." + p.right.text
	}
	return p
}

func (c *compiler) call(n syntax.Node) *node {
	callee := n.Callee()
	args := n.Child(fArguments)
	if callee.Is("identifier") && callee.Text() == c.src.source.mark+wordDeep {
		if in := namedChildren(args); len(in) == 1 {
			return &node{op: opDeep, left: c.node(in[0])}
		}
		c.fail(n, "<... ...> holds more than one piece of code", "write one expression between the dots")
		return nil
	}
	if args.Kind() == kTemplate || callee.IsNone() {
		return nil
	}
	return c.invocation(opCall, n, callee, args)
}

func (c *compiler) newCall(n syntax.Node) *node {
	return c.invocation(opNew, n, n.ByField("constructor"), n.Child(fArguments))
}

func (c *compiler) invocation(o op, n, callee, args syntax.Node) *node {
	p := &node{op: o, left: c.node(callee), kinds: kCalls}
	if o == opNew {
		p.kinds = kNew
	}
	if p.left == nil {
		return nil
	}
	if args.Is("generator_expression") {
		p.kids = []*node{c.node(args)}
	} else {
		p.kids = c.each(namedChildren(args))
	}
	if t := n.Child(fTypeArgs); !t.IsNone() {
		p.typ = &node{op: opList, kids: c.each(namedChildren(t)), kinds: kindsOf("type_arguments")}
	}
	return p
}

func (c *compiler) list(n syntax.Node) *node {
	p := &node{op: opList, kids: c.each(namedChildren(n))}
	for _, set := range []kindSet{kTuples, kArrays, kLists} {
		if set.has(n.Kind()) {
			p.kinds = set
		}
	}
	return p
}

// set compiles Python's {a, b}; {...} alone is a dictionary as well.
func (c *compiler) set(n syntax.Node) *node {
	kids := c.each(namedChildren(n))
	if len(kids) == 1 && kids[0].op == opDots {
		return &node{op: opObject, kids: kids, kinds: kDicts.union(kSets)}
	}
	return &node{op: opList, kids: kids, kinds: kSets}
}

func (c *compiler) keyword(n syntax.Node) *node {
	return &node{op: opKeyword, left: c.node(n.Child(fName)), right: c.node(n.Child(fValue)), kinds: kindsOf("keyword_argument")}
}

func (c *compiler) block(n syntax.Node) *node {
	if n.Start() == n.End() {
		return &node{op: opDots} // a header without a body, which the grammar lets pass
	}
	return &node{op: opBlock, kids: c.statements(namedChildren(n)), kinds: kindsOf("statement_block", "block")}
}

// loop knows `for (...)`, whose header is a placeholder.
func (c *compiler) loop(n syntax.Node) *node {
	h := c.placeholder(unwrap(n.ByField("initializer")))
	if head := firstNamed(n); c.lang == Go && head.Field() != fBody {
		h = c.placeholder(head)
	}
	if h == nil || h.op != opDots {
		return nil
	}
	return &node{op: opLoop, left: c.bodyOf(n.Child(fBody)), kinds: kLoops}
}

// bodyOf compiles the statement below a header as a block, whether or not it has braces.
func (c *compiler) bodyOf(n syntax.Node) *node {
	if n.Is("empty_statement") && n.Start() == n.End() {
		return &node{op: opDots, src: n}
	}
	p := c.node(n)
	if p == nil || p.op == opBlock || p.op == opMeta || n.Is("block") {
		return p // if ($C) $S: the metavariable is the block
	}
	return &node{op: opBlock, kids: []*node{p}, src: n}
}

func (c *compiler) binary(n syntax.Node) *node {
	operator := n.Child(fOperator).Text()
	p := &node{op: opBinary, text: operator, kinds: kBinaries}
	p.kids = c.operands(n, operator, nil)
	return p
}

// operands flattens a chain of one associative operator.
func (c *compiler) operands(n syntax.Node, operator string, out []*node) []*node {
	for _, side := range []syntax.Node{n.Child(fLeft), n.Child(fRight)} {
		if associative[operator] && kBinaries.has(side.Kind()) && side.Child(fOperator).Text() == operator {
			c.depth++
			if c.depth > maxDepth {
				c.fail(n, "the pattern chains too many operators", "split it")
				return out
			}
			out = c.operands(side, operator, out)
			c.depth--
			continue
		}
		out = append(out, c.node(side))
	}
	return out
}

// associative are the operators whose grouping does not matter; for the commutative ones the order does not either.
var (
	associative = map[string]bool{"+": true, "*": true, "&&": true, "||": true, "and": true, "or": true, "|": true, "&": true, "^": true, "??": true}
	commutative = map[string]bool{"&&": true, "||": true, "and": true, "or": true, "|": true, "&": true, "^": true}
)

// tree compiles what has no operation of its own.
func (c *compiler) tree(n syntax.Node) *node {
	p := &node{op: opTree, kinds: kindSet{}.with(n.Kind()), src: n, needs: keywordsOf(n)}
	if isLeaf(n) {
		p.text = n.Text()
		return p
	}
	for ch := range n.Children() {
		if !significant(ch) {
			continue
		}
		p.kids = append(p.kids, c.child(n, ch))
	}
	return c.relax(n, p)
}

func (c *compiler) child(parent, ch syntax.Node) *node {
	if !ch.Named() {
		return &node{op: opTree, kinds: kindSet{}.with(ch.Kind()), text: ch.Text(), src: ch, field: ch.Field()}
	}
	var k *node
	if isBody(parent, ch) {
		k = c.bodyOf(ch)
	} else {
		k = c.node(ch)
	}
	// A placeholder may be shared by nothing else, so the role can be noted on it.
	k.field = ch.Field()
	return k
}

var (
	fConsequence = syntax.FieldNamed("consequence")
	kElif        = syntax.Named("elif_clause")
	kElse        = syntax.Named("else_clause")
	kExcepts     = kindsOf("except_clause", "finally_clause", "except_group_clause")
	kWithClause  = syntax.Named("with_clause")
	kTry         = syntax.Named("try_statement")
)

// isBody reports whether ch is the statement or block that parent's header governs.
func isBody(parent, ch syntax.Node) bool {
	return ch.Field() == fBody && !kCases.has(parent.Kind()) && !kLambdas.has(parent.Kind()) && !ch.Is("class_body") && !ch.Is("switch_body") &&
		!ch.Is("interface_body") && !ch.Is("enum_body") && !kComprehensions.has(parent.Kind()) ||
		ch.Field() == fConsequence && !parent.Is("ternary_expression") || parent.Kind() == kElse ||
		kExcepts.has(parent.Kind()) && ch.Is("block")
}

var kCases = kindsOf("switch_case", "switch_default")

var kComprehensions = kindsOf("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")

// relax puts gaps where code may have more of the same: further except clauses, further context managers.
func (c *compiler) relax(n syntax.Node, p *node) *node {
	switch {
	case n.Kind() == kTry:
		var kids []*node
		for _, k := range p.kids {
			if kExcepts.has(k.src.Kind()) {
				kids = append(kids, &node{op: opDots})
			}
			kids = append(kids, k)
		}
		p.kids = append(kids, &node{op: opDots})
	case n.Is("switch_body"), n.Is("expression_switch_statement"), n.Is("type_switch_statement"):
		c.relaxCases(p)
	case hasChildOf(n, kElif) && !hasChildOf(n, kElse):
		p.kids = append(p.kids, &node{op: opDots})
	case n.Kind() == kWithClause:
		p.kids = append(append([]*node{{op: opDots}}, p.kids...), &node{op: opDots})
	}
	return p
}

// relaxCases: dots before the first case and in the last stand for further cases too.
func (c *compiler) relaxCases(p *node) {
	for i, k := range p.kids {
		if k.op == opTree && len(k.kids) == 1 && k.kids[0].op == opDots {
			p.kids[i] = k.kids[0]
		}
	}
	if last := p.kids[len(p.kids)-1]; last.op == opTree && len(last.kids) > 0 && last.kids[len(last.kids)-1].op == opDots {
		p.kids = append(p.kids, &node{op: opDots})
	}
}

// keywords are tokens that code must have where the pattern has them; code may have more.
var keywords = map[syntax.Kind]bool{}

func init() {
	for _, s := range []string{"default", "type", "await", "async", "*", "static", "get", "set", "readonly", "abstract", "declare"} {
		keywords[syntax.Token(s)] = true
	}
}

func keywordsOf(n syntax.Node) []syntax.Kind {
	var out []syntax.Kind
	for c := n.First(); !c.IsNone(); c = c.Next() {
		if !c.Named() && c.Field() == 0 && keywords[c.Kind()] {
			out = append(out, c.Kind())
		}
	}
	return out
}

// significant reports whether a child tells code apart: names and values do, punctuation does not, operators do.
func significant(n syntax.Node) bool {
	if n.Extra() {
		return false
	}
	if n.Named() {
		return true
	}
	f := n.Field()
	return f == fOperator || f == fOperators || f == fKind
}

// quoted shows code in a message.
func quoted(n syntax.Node) string { return strconv.Quote(n.Text()) }
