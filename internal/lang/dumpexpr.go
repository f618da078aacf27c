package lang

import (
	"fmt"
	"strconv"

	"github.com/bytelyst/connaudit/internal/syntax"
)

var opNames = [...]string{
	"unknown", "string", "number", "bool", "null", "template", "ident", "this", "super", "member", "index", "call",
	"require", "object", "list", "func", "class", "cond", "and", "or", "nullish", "binary", "unary", "await", "yield",
	"cast", "assign", "seq", "regex", "comprehension", "spread",
}

// String returns the operator's name in the text of DumpExpr.
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return fmt.Sprintf("op %d", o)
}

func (d *dumper) expr(n syntax.Node) {
	if n.IsNone() {
		d.put("-")
		return
	}
	if d.depth++; d.depth > dumpDepth {
		d.put("…")
		return
	}
	defer func() { d.depth-- }()
	e := d.m.Expr(n)
	d.put("(%s", e.Op)
	d.flag(e.New, "new")
	d.flag(e.Optional, "?")
	d.literal(&e)
	for _, c := range []syntax.Node{e.X, e.Y, e.Z} {
		if !c.IsNone() {
			d.put(" ")
			d.expr(c)
		}
	}
	d.args(e.Args)
	d.args(e.Elems)
	d.parts(e.Parts)
	d.entries(e.Entries)
	d.put(")")
}

// literal writes what an expression holds besides other expressions.
func (d *dumper) literal(e *Expr) {
	switch e.Op {
	case OpNumber:
		d.put(" %s", strconv.FormatFloat(e.Num, 'g', -1, 64))
	case OpBool:
		d.put(" %t", e.Num == 1)
	case OpFunc:
		d.put(" f%d", e.Func)
	case OpClass:
		d.put(" c%d", e.Class)
	case OpIdent, OpMember, OpBinary, OpUnary, OpNull:
		d.put(" %s", e.Str)
	default:
		if e.Str != "" || e.Op == OpString {
			d.put(" %q", e.Str)
		}
	}
	for _, t := range e.TypeArgs {
		d.put(" <%s>", t.Text())
	}
}

func (d *dumper) args(args []Arg) {
	for _, a := range args {
		d.put(" ")
		switch {
		case a.Spread:
			d.put("...")
		case a.KeywordSpread:
			d.put("**")
		case a.Name != "":
			d.put("%s=", a.Name)
		}
		d.expr(a.Value)
	}
}

func (d *dumper) parts(parts []Part) {
	for _, p := range parts {
		d.put(" ")
		if p.Expr.IsNone() {
			d.put("%q", p.Str)
			continue
		}
		d.expr(p.Expr)
	}
}

func (d *dumper) entries(entries []Entry) {
	for _, e := range entries {
		d.put(" ")
		switch {
		case e.Spread:
			d.put("...")
		case e.Comp:
			d.put("[")
			d.expr(e.KeyAt)
			d.put("]:")
		default:
			d.put("%s:", e.Key)
		}
		switch {
		case e.Func != NoFunc:
			d.flag(e.Getter, "get ")
			d.put("f%d", e.Func)
		default:
			d.expr(e.Value)
		}
	}
}
