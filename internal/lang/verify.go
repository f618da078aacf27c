package lang

import (
	"fmt"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Verify returns the first way in which the tables of m contradict each other: an id outside its table, effects out of
// the order of the text, a parent that comes after its child. It states what a language's Lower promises; fuzz tests
// hold them to it.
func Verify(m *Module) error {
	v := &verifier{m: m}
	v.scopes()
	v.bindings()
	v.blocks()
	v.funcs()
	v.classes()
	v.tables()
	v.effects()
	return v.err
}

type verifier struct {
	m   *Module
	err error
}

func (v *verifier) want(ok bool, format string, a ...any) {
	if !ok && v.err == nil {
		v.err = fmt.Errorf(format, a...)
	}
}

// in demands low <= id < n.
func (v *verifier) in(what string, i int, id, low, n int) {
	if id < low || id >= n {
		v.want(false, "%s %d: id %d is not in [%d,%d)", what, i, id, low, n)
	}
}

func (v *verifier) node(what string, i int, id syntax.NodeID, low int) {
	v.in(what+" node", i, int(id), low, v.m.Tree.Len())
}

func (v *verifier) scopes() {
	for i, s := range v.m.Scopes {
		v.in("scope parent", i, int(s.Parent), -1, max(i, 1))
		v.node("scope", i, s.Node, 0)
		v.in("scope func", i, int(s.Func), 0, len(v.m.Funcs))
		v.in("scope class", i, int(s.Class), -1, len(v.m.Classes))
		for name, b := range s.Names {
			v.in("scope name", i, int(b), 0, len(v.m.Bindings))
			if v.err == nil {
				v.want(v.m.Bindings[b].Name == name, "scope %d: %q is bound to %q", i, name, v.m.Bindings[b].Name)
			}
		}
	}
}

func (v *verifier) bindings() {
	for i, b := range v.m.Bindings {
		v.in("binding scope", i, int(b.Scope), 0, len(v.m.Scopes))
		v.in("binding func", i, int(b.Func), 0, len(v.m.Funcs))
		v.in("binding import", i, int(b.Import), -1, len(v.m.Imports))
		v.node("binding", i, b.Node, 0)
		v.node("binding type", i, b.Type, -1)
		v.want((b.Kind == Imported) == (b.Import != NoImport), "binding %d %q: imported without an import", i, b.Name)
		if b.Kind == Param && v.err == nil {
			v.in("binding param", i, b.Param, 0, len(v.m.Funcs[b.Func].Params))
		}
		v.list("binding", i, b.Effects)
	}
}

func (v *verifier) list(what string, i int, ids []EffectID) {
	for j, e := range ids {
		v.in(what+" effect", i, int(e), 0, len(v.m.Effects))
		v.want(j == 0 || ids[j-1] < e, "%s %d: effects are not in order", what, i)
	}
}

func (v *verifier) blocks() {
	for i, b := range v.m.Blocks {
		v.in("block parent", i, int(b.Parent), -1, max(i, 0))
		v.in("block func", i, int(b.Func), 0, len(v.m.Funcs))
		v.in("block behind", i, int(b.Behind), 0, len(v.m.Blocks))
		v.node("block", i, b.Node, 0)
		v.node("block branch", i, b.Branch, -1)
		if v.err == nil && b.Parent >= 0 {
			v.want(v.m.Blocks[b.Parent].Func == b.Func, "block %d: in another function than its parent", i)
		}
		v.want(b.Arms == 0 || b.Arm < b.Arms, "block %d: arm %d of %d", i, b.Arm, b.Arms)
	}
}

func (v *verifier) funcs() {
	v.want(len(v.m.Funcs) > 0 && v.m.Funcs[0].Kind == ModuleBody, "no module body")
	for i, f := range v.m.Funcs {
		v.in("func parent", i, int(f.Parent), -1, max(i, 0))
		v.in("func class", i, int(f.Class), -1, len(v.m.Classes))
		v.in("func binding", i, int(f.Binding), -1, len(v.m.Bindings))
		v.in("func this", i, int(f.This), -1, len(v.m.Bindings))
		v.in("func block", i, int(f.BodyBlock), 0, len(v.m.Blocks))
		v.node("func", i, f.Node, 0)
		v.node("func body", i, f.Body, -1)
		for _, p := range f.Params {
			v.in("param", i, int(p.Binding), -1, len(v.m.Bindings))
			v.node("param", i, p.Node, 0)
			v.node("param default", i, p.Default, -1)
			v.node("param type", i, p.Type, -1)
		}
		for _, r := range f.Returns {
			v.node("return", i, r.Value, -1)
			v.in("return block", i, int(r.Block), 0, len(v.m.Blocks))
		}
	}
}

func (v *verifier) classes() {
	for i, c := range v.m.Classes {
		v.node("class", i, c.Node, 0)
		v.in("class func", i, int(c.Func), 0, len(v.m.Funcs))
		v.in("class binding", i, int(c.Binding), -1, len(v.m.Bindings))
		for _, mb := range c.Members {
			v.node("member", i, mb.Node, 0)
			v.node("member value", i, mb.Value, -1)
			v.node("member type", i, mb.Type, -1)
			v.in("member func", i, int(mb.Func), -1, len(v.m.Funcs))
			v.list("member", i, mb.Effects)
		}
	}
}

func (v *verifier) tables() {
	for i, im := range v.m.Imports {
		v.in("import", i, int(im.Binding), -1, len(v.m.Bindings))
		v.node("import", i, im.Node, 0)
	}
	for i, e := range v.m.Exports {
		v.in("export", i, int(e.Binding), -1, len(v.m.Bindings))
		v.node("export", i, e.Node, 0)
		v.node("export value", i, e.Value, -1)
	}
	for n, s := range v.m.ScopeOf {
		v.in("scope of node", int(n), int(s), 0, len(v.m.Scopes))
	}
	for n, b := range v.m.BlockOf {
		v.in("block of node", int(n), int(b), 0, len(v.m.Blocks))
	}
	for n, f := range v.m.FuncOf {
		v.in("func of node", int(n), int(f), 0, len(v.m.Funcs))
	}
	for n, c := range v.m.ClassOf {
		v.in("class of node", int(n), int(c), 0, len(v.m.Classes))
	}
}

func (v *verifier) effects() {
	for i, e := range v.m.Effects {
		v.node("effect", i, e.Node, 0)
		v.want(i == 0 || v.m.Effects[i-1].Node <= e.Node, "effect %d: before its predecessor in the text", i)
		v.in("effect block", i, int(e.Block), 0, len(v.m.Blocks))
		v.in("effect func", i, int(e.Func), 0, len(v.m.Funcs))
		v.node("effect key", i, e.KeyAt, -1)
		v.node("effect value", i, e.Value, -1)
		v.node("effect call", i, e.Call, -1)
		for _, s := range e.Steps {
			v.node("step default", i, s.Default, -1)
		}
	}
}
