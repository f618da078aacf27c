package lang

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Dump writes the tables of m as text for golden tests, every table in the order of its ids. Nodes stand as their
// source in ‹ ›, shortened to one line.
func Dump(m *Module) string {
	d := &dumper{m: m}
	d.imports()
	d.exports()
	d.bindings()
	d.funcs()
	d.classes()
	d.blocks()
	return d.b.String()
}

// DumpExpr writes the expression n, lowered all the way down, as one s-expression.
func DumpExpr(m *Module, n syntax.Node) string {
	d := &dumper{m: m}
	d.expr(n)
	return d.b.String()
}

// dumpDepth bounds the nesting that DumpExpr writes out.
const dumpDepth = 200

type dumper struct {
	m     *Module
	b     strings.Builder
	depth int
}

func (d *dumper) put(format string, a ...any) { fmt.Fprintf(&d.b, format, a...) }

// src returns the source of the node on one line of at most 40 characters.
func (d *dumper) src(id syntax.NodeID) string {
	if id == syntax.None {
		return "-"
	}
	text := []rune(strings.Join(strings.Fields(d.m.Node(id).Text()), " "))
	if len(text) > 40 {
		text = append(text[:39], '…')
	}
	return "‹" + string(text) + "›"
}

// opt writes a label and a node, and nothing when there is no node.
func (d *dumper) opt(label string, id syntax.NodeID) {
	if id != syntax.None {
		d.put(" %s %s", label, d.src(id))
	}
}

func (d *dumper) flag(on bool, name string) {
	if on {
		d.put(" %s", name)
	}
}

func (d *dumper) binding(b BindingID) string {
	if b == NoBinding {
		return "-"
	}
	return d.m.Bindings[b].Name
}

func (d *dumper) imports() {
	for _, i := range d.m.Imports {
		d.put("import %q %q as %s", i.Module, i.Name, d.binding(i.Binding))
		d.flag(i.Star, "star")
		d.flag(i.Root, "root")
		d.flag(i.TypeOnly, "type")
		d.flag(i.Dynamic, "dynamic")
		d.put(" %s\n", d.src(i.Node))
	}
}

func (d *dumper) exports() {
	for _, e := range d.m.Exports {
		d.put("export %q", e.Name)
		if e.Binding != NoBinding {
			d.put(" binding %s", d.binding(e.Binding))
		}
		d.opt("value", e.Value)
		if e.From != "" {
			d.put(" from %q %q", e.From, e.Source)
		}
		d.put("\n")
	}
}

var bindingKinds = [...]string{"variable", "constant", "param", "imported", "function", "class", "enum", "type", "caught"}

func (d *dumper) bindings() {
	for _, b := range d.m.Bindings {
		d.put("%s %s s%d f%d", bindingKinds[b.Kind], b.Name, b.Scope, b.Func)
		if b.Kind == Param {
			d.put(" #%d", b.Param)
		}
		d.opt("type", b.Type)
		d.put("\n")
		d.effects(b.Effects)
	}
}

var effectKinds = [...]string{"write", "store", "remove", "receive", "pass"}
var sources = [...]string{"", " element", " context", " key", " nothing", " opaque", " import", " result"}

func (d *dumper) effects(ids []EffectID) {
	for _, id := range ids {
		e := &d.m.Effects[id]
		d.put("  %s b%d", effectKinds[e.Kind], e.Block)
		if len(e.Path) > 0 {
			d.put(" path %q", e.Path)
		}
		if e.Key != "" {
			d.put(" .%s", e.Key)
		}
		if e.KeyAt != syntax.None {
			d.put(" [%s]", d.src(e.KeyAt))
		}
		if e.Op != "" {
			d.put(" op %s", e.Op)
		}
		d.put("%s", sources[e.Source])
		d.steps(e.Steps)
		d.opt("=", e.Value)
		d.opt("call", e.Call)
		if e.Kind == Pass {
			d.put(" arg %d", e.Arg)
		}
		d.put("\n")
	}
}

func (d *dumper) steps(steps []Step) {
	for _, s := range steps {
		switch {
		case s.Rest && len(s.Seen) > 0:
			d.put(" /...except%q", s.Seen)
		case s.Rest && s.Index > 0:
			d.put(" /...%d", s.Index)
		case s.Rest:
			d.put(" /...")
		case s.Key != "":
			d.put(" /%s", s.Key)
		default:
			d.put(" /%d", s.Index)
		}
		d.opt("default", s.Default)
	}
}

var funcKinds = [...]string{"module", "func", "arrow", "method", "getter", "setter", "constructor"}

func (d *dumper) funcs() {
	for i, f := range d.m.Funcs {
		if i == 0 {
			continue
		}
		d.put("f%d %s %q parent f%d b%d", i, funcKinds[f.Kind], f.Name, f.Parent, f.BodyBlock)
		if f.Class != NoClass {
			d.put(" class %s", d.m.Classes[f.Class].Name)
		}
		d.flag(f.Static, "static")
		d.flag(f.ClassThis, "classthis")
		d.flag(f.Async, "async")
		d.flag(f.Generator, "generator")
		d.flag(f.Binding != NoBinding, "binding "+d.binding(f.Binding))
		d.flag(f.This != NoBinding, "this "+d.binding(f.This))
		for _, n := range f.Decorators {
			d.opt("decorator", n)
		}
		d.put("\n")
		d.params(f.Params)
		for _, r := range f.Returns {
			d.put("  return b%d %s\n", r.Block, d.src(r.Value))
		}
		for _, y := range f.Yields {
			d.put("  yield b%d %s\n", y.Block, d.src(y.Value))
		}
	}
}

func (d *dumper) params(params []Parameter) {
	for _, p := range params {
		d.put("  param %q", p.Name)
		d.flag(p.Binding == NoBinding, "unbound")
		d.flag(p.Rest, "rest")
		d.flag(p.KeywordRest, "keywordrest")
		d.flag(p.KeywordOnly, "keywordonly")
		d.opt("type", p.Type)
		d.opt("default", p.Default)
		d.put("\n")
	}
}

func (d *dumper) classes() {
	for i, c := range d.m.Classes {
		d.put("c%d %q f%d binding %s", i, c.Name, c.Func, d.binding(c.Binding))
		for _, n := range c.Bases {
			d.opt("base", n)
		}
		for _, a := range c.Keywords {
			d.put(" %s=%s", a.Name, d.src(a.Value.ID()))
		}
		for _, n := range c.Decorators {
			d.opt("decorator", n)
		}
		d.put("\n")
		for _, mb := range c.Members {
			d.put(" member %s", mb.Name)
			d.flag(mb.Func != NoFunc, "f"+strconv.Itoa(int(mb.Func)))
			d.flag(mb.Static, "static")
			d.opt("type", mb.Type)
			d.opt("=", mb.Value)
			d.put("\n")
			d.effects(mb.Effects)
		}
	}
}

func (d *dumper) blocks() {
	for i, b := range d.m.Blocks {
		d.put("b%d parent b%d f%d", i, b.Parent, b.Func)
		if b.Branch != syntax.None {
			d.put(" arm %d/%d of %s", b.Arm, b.Arms, d.m.Node(b.Branch).Type())
		}
		d.flag(b.Loop, "loop")
		d.flag(b.Exits, "exits")
		d.flag(b.Behind != 0, "behind b"+strconv.Itoa(int(b.Behind)))
		d.put("\n")
	}
}
