package link

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestHostFunctions compares the functions answered here with those that the rule language leaves to its host.
func TestHostFunctions(t *testing.T) {
	asked := map[string]bool{}
	for _, f := range expr.Functions() {
		if !f.Host {
			continue
		}
		asked[f.Name] = true
		if hostFuncs[f.Name] == nil {
			t.Errorf("%s is declared and not answered", f.Name)
		}
	}
	for name := range hostFuncs {
		if !asked[name] {
			t.Errorf("%s is answered and not declared", name)
		}
	}
}

// TestHostWithoutCode asks every function about values that no code stands behind, as facts read from an export are.
// None may fail, and none may answer with nothing.
func TestHostWithoutCode(t *testing.T) {
	dir := t.TempDir()
	w, err := workspace.Open(workspace.Options{Dir: dir, Home: dir, NoConfig: true})
	if err != nil {
		t.Fatal(err)
	}
	set, _ := rule.Load(nil, rule.Options{})
	l := New(program.New(w, Dictionary(set)), set)
	values := []*value.Value{
		value.NewNull(), value.NewString("a"), value.NewNumber(1), value.NewBool(true), value.NewStrings("a"),
		value.NewObject(value.Prop{Key: "a", Value: value.NewUnknown("b")}), value.NewUnknown("why"),
		value.NewBranch(value.NewString("a"), value.NewUnknown("why")), {Kind: value.Opaque},
	}
	for _, f := range expr.Functions() {
		if !f.Host {
			continue
		}
		for _, sig := range f.Signatures {
			for _, v := range values {
				args := make([]*value.Value, len(sig.Params))
				for i := range args {
					args[i] = v
				}
				if out := l.Host().Call(f.Name, args, &expr.Input{}); out == nil {
					t.Errorf("%s(%s) has no answer", f.Name, showValue(v))
				}
			}
		}
	}
	if out := l.Host().Call("missing", nil, &expr.Input{}); out.Kind != value.Unknown {
		t.Errorf("a function that does not exist answers %s", showValue(out))
	}
}
