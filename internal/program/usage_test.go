package program

import (
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// TestIsUse judges the name N in a text.
func TestIsChanged(t *testing.T) {
	for text, want := range map[string]bool{
		"N.x = 1": true, "N['x'] = 1": true, "N.a.b ??= 1": true, "m.N[k] |= {1}": true, "N.update(x)": true, "N.a[0].set(1)": true,
		"Object.assign(N, x)": true, "delete N.x": true, "del N['x']": true, "import { N as M } from 'n'": true,
		"f({ ...N })": false, "N.x": false, "N.x === 1": false, "N['x'] == 1": false, "[N.x, N.y]": false, "import { N } from 'n'": false,
		"timeout=N, other=1": false, "N.x <= 1": false, "N.user.find(1)": false, "f(N)": false, "setattr(N, 'x', 1)": true, "a = { b: N }": false,
	} {
		before, after, _ := strings.Cut(text, "N")
		if got := isUse([]byte(before), []byte(after), resolve.ChangedUse, false); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestIsUse(t *testing.T) {
	for _, tt := range []struct {
		text            string
		called, derived bool
		python          bool
	}{
		{text: "N(1)", called: true},
		{text: "await x.N\n  (1)", called: true},
		{text: "N<T>(1)", called: true},
		{text: "N`text`", called: true},
		{text: "x?.N?.(1)", called: true},
		{text: "(N as any)(1)", called: true, derived: true},
		{text: "new N(1)", called: true},
		{text: "@N class A {}", called: true},
		{text: "import { N } from './n'"},
		{text: "import { N as M } from './n'", called: true, derived: true},
		{text: "export { A, N }", called: true, derived: true},
		{text: "export default N", called: true, derived: true},
		{text: "module.exports = { N }", called: true, derived: true},
		{text: "const f = N;", called: true, derived: true},
		{text: "const f = x.N.bind(x)", called: true, derived: true},
		{text: "const f = x.y.N;", called: true, derived: true},
		{text: "const f = N.of(1)"},
		{text: "x['N'](1)", called: true, derived: true},
		{text: "const A = traced(N);", called: true, derived: true},
		{text: "function f(n: N): N[] {}"},
		{text: "x.N.y"},
		{text: "class A extends N {", derived: true},
		{text: "class A<T> extends m.N implements I {", derived: true},
		{text: "class A extends mixed({ a: 1 }, N) {", derived: true},
		{text: "class A extends B { n: N"},
		{text: "class A(N):", derived: true, python: true},
		{text: "class A(\n    B[int],\n    m.N,\n):", derived: true, python: true},
		{text: "class A(B):\n    n: N", python: true},
		{text: "from n import N", python: true},
		{text: "x = N(1)", called: true, python: true},
		{text: "getattr(x, \"N\")(1)", called: true, derived: true, python: true},
	} {
		before, after, _ := strings.Cut(tt.text, "N")
		for use, want := range map[resolve.Use]bool{resolve.CalledUse: tt.called, resolve.DerivedUse: tt.derived} {
			if got := isUse([]byte(before), []byte(after), use, tt.python); got != want {
				t.Errorf("use %d in %q: %v", use, tt.text, got)
			}
		}
	}
}
