package lang_test

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/syntax"
)

func lowered(t *testing.T) *lang.Module {
	t.Helper()
	tree, err := syntax.Parse(syntax.TypeScript(), []byte(
		"import x from 'y'; export const a = { b: x }; a.c = 1; if (x) a.d = 2; class K { f = 1; m(p) { this.f = p; return p; } }"))
	if err != nil {
		t.Fatal(err)
	}
	return typescript.TypeScript.Lower(tree)
}

// TestVerify breaks one table at a time: a check that never fails checks nothing.
func TestVerify(t *testing.T) {
	if err := lang.Verify(lowered(t)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, want string
		spoil      func(m *lang.Module)
	}{
		{"scope parent", "scope parent", func(m *lang.Module) { m.Scopes[1].Parent = 7 }},
		{"scope names", "is bound to", func(m *lang.Module) { m.Scopes[0].Names["wrong"] = 0 }},
		{"binding scope", "binding scope", func(m *lang.Module) { m.Bindings[0].Scope = -1 }},
		{"binding import", "without an import", func(m *lang.Module) { m.Bindings[0].Import = lang.NoImport }},
		{"binding effects", "not in order", func(m *lang.Module) { m.Bindings[1].Effects = []lang.EffectID{1, 0} }},
		{"block parent", "block parent", func(m *lang.Module) { m.Blocks[1].Parent = 1 }},
		{"block func", "another function", func(m *lang.Module) { m.Blocks[1].Func = 1 }},
		{"block arm", "arm 2 of 2", func(m *lang.Module) { m.Blocks[1].Arm, m.Blocks[1].Arms = 2, 2 }},
		{"block behind", "block behind", func(m *lang.Module) { m.Blocks[1].Behind = 99 }},
		{"func parent", "func parent", func(m *lang.Module) { m.Funcs[1].Parent = 1 }},
		{"no module body", "no module body", func(m *lang.Module) { m.Funcs[0].Kind = lang.Arrow }},
		{"return", "return block", func(m *lang.Module) { m.Funcs[1].Returns[0].Block = -1 }},
		{"member", "member value", func(m *lang.Module) { m.Classes[0].Members[0].Value = 9999 }},
		{"import", "import", func(m *lang.Module) { m.Imports[0].Binding = 99 }},
		{"export", "export value", func(m *lang.Module) { m.Exports[0].Value = -2 }},
		{"scope of", "scope of node", func(m *lang.Module) { m.ScopeOf[0] = 99 }},
		{"effect order", "before its predecessor", func(m *lang.Module) { m.Effects[0].Node = syntax.NodeID(m.Tree.Len() - 1) }},
		{"effect block", "effect block", func(m *lang.Module) { m.Effects[0].Block = 99 }},
	} {
		m := lowered(t)
		test.spoil(m)
		if err := lang.Verify(m); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}
