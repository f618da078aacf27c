package engine

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const fingerprintRules = `rules:
  - {id: call, languages: [typescript, python], severity: WARNING, message: m, pattern: call(...)}
  - {id: old, languages: [typescript], severity: WARNING, message: m, pattern: "'/id'"}
`

// fingerprintsOf audits one file and returns the fingerprints of its findings, in their order.
func fingerprintsOf(t *testing.T, name, text string) []string {
	t.Helper()
	dir := t.TempDir()
	for file, data := range map[string]string{"rules.yaml": fingerprintRules, "shop/" + name: text,
		"connaudit.yaml": "version: 1\nrepos: [shop]\nrules: [./rules.yaml]\n"} {
		path := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for _, f := range checked(t, Options{Dir: dir}).Findings {
		out = append(out, f.Fingerprint)
	}
	return out
}

// TestFingerprintsStay writes one code in several ways: what moves or formats it changes no fingerprint, and what it says
// does.
func TestFingerprintsStay(t *testing.T) {
	for _, c := range []struct {
		name, file, code string
		same, other      []string
	}{
		{name: "a statement", file: "a.ts", code: "const x = call('a', { b: 1 });\n",
			same: []string{"\n\n// moved\nconst x = call(\"a\", { b: 1, })\n", "const x = call(\n  'a', // why\n  {\n    'b': 1,\n  },\n);\n",
				"import y from 'y';\n/* c */ const x = (call('a', { b: 1 }));\n"},
			other: []string{"const x = call('b', { b: 1 });\n", "const z = call('a', { b: 1 });\n", "const x = call('a', { b: 2 });\n"}},
		{name: "an entry of a table", file: "a.ts", code: "export const T = {\n  users: { key: '/id' },\n  orders: { key: '/id' },\n};\n",
			same: []string{"export const T = { a: { key: '/b' }, users: { key: \"/id\", ttl: 3 }, orders: { key: \"/id\" }, };\n"}},
		{name: "a function around", file: "a.ts", code: "function f() {\n  return call(1);\n}\n",
			same: []string{"function f() {\n  other();\n  if (x) {\n    y();\n  }\n  return call(1)\n}\n", "const f = () => {\n    return (\n      call(1)\n    );\n}\n"}},
		{name: "a function given", file: "a.ts", code: "call(x => { a(); });\n", same: []string{"call((x) => {\n  b();\n});\n"}},
		{name: "Python", file: "a.py", code: "x = call('a', b=[1, 2])\n",
			same:  []string{"# moved\nx = call(\n    \"a\",  # why\n    b=[\n        1,\n        2,\n    ],\n)\n", "def f():\n    x = (call('a', b=[1, 2]))\n"},
			other: []string{"x = call('a', b=[1, 3])\n"}},
		{name: "numbers, and new without arguments", file: "a.ts", code: "const x = call(0XAB, .5, 5., 1E5), y = new Y;\n",
			same:  []string{"const x = call(0xab, 0.5, 5.0, 1e5),\n  y = new Y();\n"},
			other: []string{"const x = call(0xab, 0.5, 5.5, 1e5), y = new Y();\n", "const x = call(0xab, 0.5, 50, 1e5), y = new Y();\n"}},
		{name: "markup", file: "a.tsx", code: "const p = <a className='x' href={call('it\\'s')}>x</a>\n",
			same: []string{"const p = (\n  <a className=\"x\" href={call(\"it's\")}>\n    x\n  </a>\n);\n"}},
		{name: "a member of a class", file: "a.ts", code: "class A { 'x' = call(1); }\n", same: []string{"class A {\n  x = call(1)\n}\n"}},
		{name: "a tuple", file: "a.py", code: "def f():\n    return call(1), call(2)\n",
			same: []string{"def f():\n    return (\n        call(1),\n        call(2),\n    )\n"}},
		{name: "strings of Python", file: "a.py", code: "x = call('it\\'s', F\"a\", U'b', \"say \\\"x\\\"\", '''c''', 0XAB, 5., 1E5)\n",
			same:  []string{"x = call(\n    \"it's\", f\"a\", \"b\", 'say \"x\"', \"\"\"c\"\"\", 0xAB, 5.0, 1e5\n)\n"},
			other: []string{"x = call('it\\'t', F\"a\", U'b', \"say \\\"x\\\"\", '''c''', 0XAB, 5., 1E5)\n"}},
		{name: "equal statements", file: "a.ts", code: "call(1);\ncall(1);\ncall(1); call(2);\n", same: []string{"call( 1 )\ncall(1)\n\n\ncall(2); call(1)\n"}},
		{name: "one statement, two places", file: "a.ts", code: "f(call(1), call(2));\n", same: []string{"f(\n  call(1),\n  call(2),\n);\n"}},
	} {
		want := fingerprintsOf(t, c.file, c.code)
		if len(want) == 0 {
			t.Errorf("%s: no finding", c.name)
		}
		if u := slices.Compact(slices.Sorted(slices.Values(want))); len(u) != len(want) {
			t.Errorf("%s: two findings share one of %v", c.name, want)
		}
		for _, code := range c.same {
			if got := fingerprintsOf(t, c.file, code); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
				t.Errorf("%s: %v, want %v of\n%s", c.name, got, want, code)
			}
		}
		for _, code := range c.other {
			if got := fingerprintsOf(t, c.file, code); len(got) > 0 && got[0] == want[0] {
				t.Errorf("%s: nothing changes in\n%s", c.name, code)
			}
		}
	}
}

// TestFingerprintVectors states what stands in people's histories: one that changes needs a new diag.FingerprintVersion.
func TestFingerprintVectors(t *testing.T) {
	for _, c := range []struct {
		file, code string
		want       []string
	}{
		{"a.ts", "const x = call('a', { b: 1 });\n", []string{"v1:3b8b6a1b3ccc207e"}},
		{"a.ts", "export const T = {\n  users: { key: '/id' },\n  orders: { key: '/id' },\n};\n", []string{"v1:feb07c3286d4ebf8", "v1:be6ccc2ef6fdcfca"}},
		{"a.ts", "call(1);\ncall(1);\n", []string{"v1:9a4923bc53cd7441", "v1:bc8f46512009f460"}},
		{"a.py", "x = call('a', b=[1, 2])\n", []string{"v1:816cf72529ceb75a"}},
	} {
		if got := fingerprintsOf(t, c.file, c.code); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.code, got, c.want)
		}
	}
}
