package link

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// fate is what becomes of an object in the function that makes it. A later one outweighs an earlier one.
type fate uint8

const (
	dropped    fate = iota // used in the function, and no longer
	returned               // by the function, itself or inside something else
	keptInThis             // in the object whose method the function is
	escapes                // to code that may keep it
)

// outcome is a fate and what shows it.
type outcome struct {
	kind fate
	why  string
}

func (o outcome) or(p outcome) outcome {
	if p.kind > o.kind {
		return p
	}
	return o
}

// outcome follows an object from the expression n that makes it.
func (r *lives) outcome(u *resolve.Unit, n syntax.Node, fn lang.FuncID) outcome {
	w := &walk{r: r, u: u, m: u.Module(), fn: fn, seen: map[syntax.NodeID]bool{}, held: r.held > 0}
	return w.climb(n)
}

// walk follows one object through the code of one function.
type walk struct {
	r    *lives
	u    *resolve.Unit
	m    *lang.Module
	fn   lang.FuncID
	seen map[syntax.NodeID]bool // code and declarations followed already
	deep int                    // functions that the object was passed down
	held bool                   // by a list, an object or an instance, which is followed in its place
}

// climb follows the value of n outward, through what holds it, to where it is used up or handed on.
func (w *walk) climb(n syntax.Node) outcome {
	for !n.IsNone() {
		if w.seen[n.ID()] {
			return outcome{}
		}
		w.seen[n.ID()] = true
		p := n.Parent()
		if fn, ok := w.m.FuncOf[p.ID()]; ok && fn == w.fn && p.ByField("body") == n {
			return outcome{kind: returned} // an arrow function without braces, a lambda
		}
		switch p.Type() {
		case "return_statement", "yield", "yield_expression":
			return outcome{kind: returned}
		case "await_expression", "await":
			if called(n) {
				return outcome{} // a response, not the object
			}
		case "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "binary_expression",
			"boolean_operator", "sequence_expression", "as_pattern", "with_item":
		case "pair", "object", "array", "list", "tuple", "set", "dictionary", "spread_element", "list_splat", "dictionary_splat",
			"expression_list":
			w.held = true
		case "ternary_expression", "conditional_expression":
			if p.ByField("condition") == n {
				return outcome{}
			}
		case "member_expression", "attribute", "subscript", "subscript_expression":
			if p = w.member(p); p.IsNone() {
				return outcome{}
			}
		case "variable_declarator":
			return w.into(p.ByField("name"), p)
		case "assignment", "assignment_expression", "augmented_assignment_expression", "named_expression":
			left := targetOf(p)
			if left == n {
				return outcome{}
			}
			if o := w.into(left, p); o.kind != dropped || p.Parent().Is("expression_statement") {
				return o
			}
		case "arguments", "argument_list", "keyword_argument":
			call, o := w.argument(n)
			if call.IsNone() {
				return o
			}
			p = call
		case "with_clause", "with_statement":
			return w.entered(n)
		case "jsx_expression", "jsx_attribute":
			return outcome{kind: escapes, why: "it is handed to a component"}
		default:
			return outcome{}
		}
		n = p
	}
	return outcome{}
}

// member goes on from an access to a member of the object: to what the call of a method gives, else to the member, which may hold
// the object. None where a method answers with something else.
func (w *walk) member(p syntax.Node) syntax.Node {
	c := p.Parent()
	switch {
	case !isCall(c) || c.ByField("function") != p:
		w.held = true
		return p
	case !w.held && w.r.l.Listed(w.m.Expr(p).Str, "answering-methods"):
		return syntax.Node{}
	}
	return c
}

// targetOf returns what an assignment sets.
func targetOf(n syntax.Node) syntax.Node {
	if left := n.ByField("left"); !left.IsNone() {
		return left
	}
	return n.ByField("name")
}

// argument follows an object that is an argument into the call, which it returns where the result is to be followed next.
func (w *walk) argument(n syntax.Node) (call syntax.Node, o outcome) {
	call, _ = argumentOf(n)
	switch {
	case call.IsNone():
		return call, outcome{kind: escapes, why: "it is handed on in a way that is not followed"}
	case w.listed(call, "borrowing-functions"):
		return syntax.Node{}, outcome{}
	}
	if o = w.passed(n, call); o.kind == escapes {
		return syntax.Node{}, o
	}
	return call, outcome{}
}

func isCall(n syntax.Node) bool {
	return n.Type() == "call_expression" || n.Type() == "call"
}

// called reports whether n is the call of a method: what is awaited then is the method's result.
func called(n syntax.Node) bool {
	if !isCall(n) {
		return false
	}
	f := n.Callee()
	return f.Is("member_expression") || f.Is("attribute")
}

// into follows an object that is assigned to a target.
func (w *walk) into(target, at syntax.Node) outcome {
	switch target.Type() {
	case "identifier":
		b := w.m.Resolve(target)
		switch {
		case b == lang.NoBinding:
			return outcome{kind: escapes, why: "it is kept in " + target.Text()}
		case w.m.Bindings[b].Func == w.fn:
			return w.uses(b)
		}
		return outcome{kind: escapes, why: "it is kept in " + target.Text() + " by a function that nothing is seen to call"}
	case "member_expression", "attribute", "subscript", "subscript_expression":
		root := target
		for !root.NamedFirst().IsNone() && root.Type() != "identifier" && root.Type() != "this" {
			root = root.NamedFirst()
		}
		e := w.m.Expr(root)
		switch {
		case e.Op == lang.OpThis && w.m.Funcs[w.fn].ClassThis:
			return outcome{kind: escapes, why: "it is kept in a class"}
		case e.Op == lang.OpThis:
			return outcome{kind: keptInThis}
		case e.Op == lang.OpIdent:
			if b := w.m.Resolve(root); b != lang.NoBinding && w.m.Bindings[b].Func == w.fn && w.m.Bindings[b].Kind != lang.Param {
				return w.uses(b)
			}
		}
		return outcome{kind: escapes, why: "it is kept in " + target.Text()}
	}
	var out outcome
	for n := range target.All() {
		if n.Is("identifier") || n.Is("shorthand_property_identifier_pattern") {
			if b := w.m.Resolve(n); b != lang.NoBinding && w.m.Bindings[b].Func == w.fn {
				out = out.or(w.uses(b))
			}
		}
	}
	return out
}

// uses follows an object that a local name holds.
func (w *walk) uses(b lang.BindingID) outcome {
	bind := &w.m.Bindings[b]
	if w.seen[bind.Node] {
		return outcome{}
	}
	w.seen[bind.Node] = true
	var out outcome
	for n := range w.m.Node(w.m.Funcs[w.fn].Node).All() {
		if !isReference(n) || n.Text() != bind.Name || n.ID() == bind.Node || w.m.Resolve(n) != b || isTarget(n) {
			continue
		}
		if g := w.m.FuncAt(n); g != w.fn {
			out = out.or(w.captured(g))
		} else {
			out = out.or(w.climb(n))
		}
	}
	return out
}

// isTarget reports whether a name is only set where it stands.
func isTarget(n syntax.Node) bool {
	p := n.Parent()
	switch p.Type() {
	case "assignment", "assignment_expression":
		return p.ByField("left") == n
	case "variable_declarator":
		return p.ByField("name") == n
	case "as_pattern_target", "keyword_argument":
		return p.NamedFirst() == n
	}
	return false
}

// captured follows an object that an inner function uses: it goes where that function goes.
func (w *walk) captured(g lang.FuncID) outcome {
	for w.m.Funcs[g].Parent > 0 && w.m.Funcs[g].Parent != w.fn {
		g = w.m.Funcs[g].Parent
	}
	fun := &w.m.Funcs[g]
	n := w.m.Node(fun.Node)
	switch {
	case !calledAtOnce(n).IsNone():
		return outcome{}
	case fun.Class != lang.NoClass:
		return outcome{kind: escapes, why: "a class inside the function uses it"}
	case fun.Binding != lang.NoBinding:
		return w.uses(fun.Binding)
	}
	if n.Is("method_definition") {
		return w.climb(n.Parent())
	}
	return w.climb(n)
}

// entered follows what a `with` statement opens: it is closed at the end, unless the function hands it out in between.
func (w *walk) entered(n syntax.Node) outcome {
	if !w.m.Funcs[w.fn].Generator {
		return outcome{}
	}
	for c := range n.All() {
		if c.Is("as_pattern_target") {
			return w.into(c.NamedFirst(), n)
		}
	}
	return outcome{}
}

// maxPassed bounds how many functions deep an object is followed as an argument.
const maxPassed = 3

// passed follows an object that is an argument of a call into the function called.
func (w *walk) passed(arg, call syntax.Node) outcome {
	e := w.m.Expr(call)
	callee := w.r.s.Eval(w.u, e.X, w.r.s.FrameAt(w.u, call, nil))
	if _, _, ok := resolve.Class(callee); ok {
		w.held = true
		return outcome{} // it lives in the new object, which is followed next
	}
	at, ok := resolve.Function(callee)
	if !ok && w.listed(call, "holding-functions") {
		w.held = true
		return outcome{} // its result holds the object, and is followed next
	}
	if !ok {
		return outcome{kind: escapes, why: "it is handed to " + shortText(e.X) + ", which is not read"}
	}
	if w.deep >= maxPassed {
		return outcome{kind: escapes, why: "it is handed on too often"}
	}
	m := at.Unit.Module()
	inner := &walk{r: w.r, u: at.Unit, m: m, fn: at.Func, seen: map[syntax.NodeID]bool{}, deep: w.deep + 1, held: w.held}
	i := 0
	var out outcome
	for _, a := range e.Args {
		if arg.Within(a.Value) || a.Value.Within(arg) {
			out = out.or(inner.parameter(a, i))
		}
		i++
	}
	if out.kind == keptInThis {
		return outcome{kind: escapes, why: "it is kept by " + shortText(e.X)}
	}
	return out
}

// listed reports whether a list names what a call calls.
func (w *walk) listed(call syntax.Node, list string) bool {
	name := w.r.name(w.u, call, w.r.s.FrameAt(w.u, call, nil))
	return name != "" && w.r.l.Listed(name, list)
}

// parameter follows an object from the parameter that the argument a, the i-th, fills.
func (w *walk) parameter(a lang.Arg, i int) outcome {
	params := w.m.Funcs[w.fn].Params
	for at := range params {
		if a.Name != "" && params[at].Name != a.Name || a.Name == "" && at != i {
			continue
		}
		if a.Spread || a.KeywordSpread || params[at].Rest || params[at].Binding == lang.NoBinding {
			break
		}
		return w.uses(params[at].Binding)
	}
	return outcome{kind: escapes, why: "it is handed to " + w.m.Funcs[w.fn].Name + " in a way that is not followed"}
}

func shortText(n syntax.Node) string {
	t := n.Text()
	if len(t) > 40 {
		t = t[:37] + "..."
	}
	return t
}
