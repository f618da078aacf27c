package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bytelyst/connaudit/internal/diag"
)

// violating is a file with one finding; conforming is one of two that make the convention.
const (
	violating  = "export const load = () => fetch('http://localhost:4003/load', { headers: { Accept: 'text/plain' } });\n"
	conforming = "export const %s = () => fetch('http://localhost:4003/%[1]s', { headers: { 'x-request-id': crypto.randomUUID() } });\n"
)

// TestOddFiles puts odd files into a small sound workspace. Each ends with a named reason, or with its finding, and the
// rest of the workspace is audited as before.
func TestOddFiles(t *testing.T) {
	for _, c := range oddFiles {
		t.Run(c.name, func(t *testing.T) {
			dir := soundWorkspace(t)
			c.make(t, dir)
			r, err := Check(context.Background(), Options{Dir: dir, NoConfig: true, ShowUnknown: true, Skipped: true})
			if err != nil {
				t.Fatal(err)
			}
			got := remarks(r)
			if !strings.Contains(got, "finding src/sound.ts:1") {
				t.Errorf("the finding of the sound file is gone:\n%s", got)
			}
			got = strings.Replace(got, "finding src/sound.ts:1\n", "", 1)
			if !begin(strings.Split(got, "\n"), append(c.want, "")) {
				t.Errorf("got:\n%s\nwant lines that begin:\n%s", got, strings.Join(c.want, "\n"))
			}
		})
	}
}

// begin reports whether each line begins as its counterpart says.
func begin(lines, with []string) bool {
	return slices.EqualFunc(lines, with, func(l, w string) bool { return strings.HasPrefix(l, w) && (w != "" || l == "") })
}

func soundWorkspace(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "package.json"), `{"name": "sound"}`)
	put(t, filepath.Join(dir, "src/sound.ts"), violating)
	for _, name := range []string{"one", "two"} {
		put(t, filepath.Join(dir, "src", name+".ts"), fmt.Sprintf(conforming, name))
	}
	return dir
}

// remarks is what a result says of single files, sorted.
func remarks(r *diag.Result) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, fmt.Sprintf("finding %s:%d\n", f.Path, f.Start.Line))
	}
	for _, s := range r.Sites {
		if s.Verdict == diag.Unknown && s.RuleID == "request-id" {
			out = append(out, fmt.Sprintf("unknown %s:%d: %s\n", s.Path, s.Start.Line, s.Reason))
		}
	}
	for _, e := range r.Errors {
		out = append(out, fmt.Sprintf("%s error %s:%d: %s\n", e.Kind, filepath.Base(e.Path), e.Line, e.Message))
	}
	for _, s := range r.Skipped {
		out = append(out, fmt.Sprintf("skipped %s: %s\n", s.Path, s.Reason))
	}
	sort.Strings(out)
	return strings.Join(out, "")
}

type oddFile struct {
	name string
	make func(t *testing.T, dir string)
	want []string
}

// file makes a case of one file below src.
func file(name, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) { put(t, filepath.Join(dir, "src", name), text) }
}

func symlink(name, to string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, "src", name)); err != nil {
			t.Fatal(err)
		}
	}
}

func inUTF16(text string) string {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

var oddFiles = []oddFile{
	{"byte order mark", file("odd.ts", "\uFEFF"+violating), []string{"finding src/odd.ts:1"}},
	{"CRLF", file("odd.ts", "\r\n\r\n"+strings.ReplaceAll(violating, "\n", "\r\n")), []string{"finding src/odd.ts:3"}},
	{"UTF-16", file("odd.ts", inUTF16("\n"+violating)), []string{"finding src/odd.ts:2"}},
	{"invalid UTF-8 in a comment", file("odd.ts", "// caf\xe9\n"+violating), []string{"finding src/odd.ts:2"}},
	{"invalid UTF-8 in a string", file("odd.py", "import requests\nrequests.get('http://localhost:4003/', headers={'a': 'caf\xe9'})\n"),
		[]string{"finding src/odd.py:2"}},
	{"invalid UTF-8 in code", file("odd.ts", "const a = \xff\xfe\xfd;\n"+violating),
		[]string{"finding src/odd.ts:2", "parse error odd.ts:1: " + notUnderstood}},
	{"empty", file("odd.ts", ""), nil},
	{"only a byte order mark", file("odd.ts", "\uFEFF"), nil},
	{"binary", file("odd.ts", "\x00\x01\x02\x7fELF"+strings.Repeat("\x00fetch(\x01", 1000)),
		[]string{"io error odd.ts:0: not read: the file contains NUL bytes and is not read as text; save it as UTF-8 if it is source"}},
	{"50 MB", file("odd.ts", strings.Repeat("// fetch('http://localhost:4003/')\n", 50<<20/35+1)),
		[]string{"io error odd.ts:0: not read: the file is larger than 8 MiB and is not read; exclude it, or split it"}},
	{"10,000 brackets", file("odd.ts", "fetch('http://localhost:4003/', {headers:\n"+strings.Repeat("[\n", 10_000)+strings.Repeat("]\n", 10_000)+"});\n"),
		[]string{"unknown src/odd.ts:1: a list instead of an object"}},
	{"10,000 open brackets", file("odd.ts", violating+"fetch("+strings.Repeat("(\n", 10_000)+"\n"), []string{"finding src/odd.ts:1", "parse error odd.ts:1: " + notUnderstood}},
	{"10,000 calls", file("odd.py", "import requests\nrequests.get('http://localhost:4003/', headers="+strings.Repeat("dict(\n", 10_000)+strings.Repeat(")\n", 10_000)+")\n"),
		[]string{"unknown src/odd.py:2: the result of dict"}},
	{"10,000 blocks", file("odd.ts", strings.Repeat("{\n", 10_000)+violating[len("export "):]+strings.Repeat("}\n", 10_000)), []string{"finding src/odd.ts:10001"}},
	{"a sum of 10,000 parts", file("odd.ts", "fetch('http://localhost:4003/'"+strings.Repeat("\n + 'a'", 10_000)+");\n"),
		[]string{"unknown src/odd.ts:1: the address is not known: evaluation stopped at depth 160"}},
	{"a directory named like a file", file("odd.ts/inner.ts", violating), []string{"finding src/odd.ts/inner.ts:1"}},
	{"a dangling link", symlink("odd.ts", "nowhere.ts"), []string{"skipped src/odd.ts: is a link that leads nowhere or in a circle"}},
	{"a link to itself", symlink("odd.ts", "odd.ts"), []string{"skipped src/odd.ts: is a link that leads nowhere or in a circle"}},
	{"a link to a directory above", symlink("odd", ".."), []string{"skipped src/odd: is a link to a folder above it"}},
	{"a link outside", symlink("odd.ts", "/etc/hostname"), []string{"skipped src/odd.ts: is a link that leads outside the workspace"}},
	{"an error in the options", file("odd.ts", "fetch('http://localhost:4003/', { headers: { Accept: = 'a' } });\n"),
		[]string{"parse error odd.ts:1: " + notUnderstood, "unknown src/odd.ts:1: the address is not seen"}},
	{"an error in the headers' helper", file("odd.ts", "function h() { return { Accept: 'a', ] }; }\nfetch('http://localhost:4003/', { headers: h() });\n"),
		[]string{"parse error odd.ts:1: " + notUnderstood, "unknown src/odd.ts:2: the result of h"}},
	{"an error elsewhere", file("odd.ts", "let a = ;\n"+violating), []string{"finding src/odd.ts:2", "parse error odd.ts:1: " + notUnderstood}},
	{"an error in Python", file("odd.py", "import requests\nrequests.get('http://localhost:4003/', headers={'a': })\n"),
		[]string{"parse error odd.py:2: " + notUnderstood, "unknown src/odd.py:2: the address is not seen"}},
	{"an import cycle", func(t *testing.T, dir string) {
		put(t, filepath.Join(dir, "src/a.ts"), "export * from './b';\nimport { h } from './b';\nexport const k = { ...h };\n")
		put(t, filepath.Join(dir, "src/b.ts"), "export * from './a';\nimport { k } from './a';\nexport const h = { ...k };\n")
		put(t, filepath.Join(dir, "src/odd.ts"), "import { h, none } from './a';\nfetch('http://localhost:4003/', { headers: h });\nfetch(none, { headers: none });\n")
	}, []string{"unknown src/odd.ts:2: depends on itself", "unknown src/odd.ts:3: the address is not known: none of src/a.ts is not known: it is not seen there"}},
	{"a damaged package.json", root("package.json", `{"name": "odd", `), []string{"parse error package.json:0: invalid JSON", "unknown src/alias.ts:2: module @/headers does not resolve"}},
	{"a damaged tsconfig.json", root("tsconfig.json", `{"compilerOptions": {"paths": [`), []string{"resolve error tsconfig.json:0: line 1, column 32", "unknown src/alias.ts:2: module @/headers does not resolve"}},
	{"a tsconfig.json that extends itself", root("tsconfig.json", `{"extends": "./tsconfig.json"}`), []string{`resolve error tsconfig.json:0: extends "./tsconfig.json", which goes round in a circle`, "unknown src/alias.ts:2: module @/headers does not resolve"}},
	{"a damaged pyproject.toml", root("pyproject.toml", "[project\nname = "), []string{"parse error pyproject.toml:0: invalid TOML", "unknown src/alias.ts:2: module @/headers does not resolve"}},
}

// root makes a case of one file beside package.json, and of a file that imports by an alias.
func root(name, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		put(t, filepath.Join(dir, name), text)
		put(t, filepath.Join(dir, "src/alias.ts"), "import { headers } from '@/headers';\nexport const load = () => fetch('http://localhost:4003/', { headers });\n")
	}
}

const notUnderstood = "1 range not understood by the grammar; the rest of the file is read"
