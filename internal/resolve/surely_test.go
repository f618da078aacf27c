package resolve

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// TestSurelyNot looks at the receivers of calls: those that hold something of the language's own are told without evaluating them, and their
// twins are not.
func TestSurelyNot(t *testing.T) {
	p := newProgram(t, txtar.Parse([]byte(`
known client http-client
-- a.ts --
import { Pool } from 'pool';
const api = client();
let twice = new Map();
twice = client();
const extended = new Map() as any;
extended.api = client();
const holder = { api: client() };
const totals = new Map<string, number>();
export function f(given: any) {
  const names = ['a'] as string[];
  let once;
  once = /x/;
  let later = [];
  for (const each of given) later = each;
  const { picked } = given;
  const pool = new Pool();
  const same = api;
  return [
    totals.get('a'), //!
    names.join(''), //!
    once.test('a'), //!
    api.get('a'),
    twice.get('a'),
    extended.api.get('a'),
    holder.api.get('a'),
    later.get('a'),
    picked.get('a'),
    pool.get('a'),
    same.get('a'),
    given.get('a'),
    unknown.get('a'),
  ];
}
-- b.py --
shared = {}
def g(given):
    items = []
    either = [] if given else client()
    items.append(1) #!
    either.get(1)
    shared.get(1)
    given.get(1)
`)))
	for _, u := range p.units {
		for n := range u.Module().Tree.Root().All() {
			if n.Type() != "call_expression" && n.Type() != "call" {
				continue
			}
			callee := u.Module().Expr(n).X
			receiver := u.Module().Expr(callee).X
			if receiver.IsNone() || receiver.Text() == "client" {
				continue
			}
			text := lineOf(u, n)
			want := strings.HasSuffix(text, "!")
			if got := SurelyNot(p, u, receiver, "http-client"); got != want {
				t.Errorf("%s: of what the method is called on: %v", text, got)
			}
			if got := SurelyNot(p, u, callee, "http-client"); got != want {
				t.Errorf("%s: of the method: %v", text, got)
			}
		}
	}
}

// lineOf returns the line of a node.
func lineOf(u *Unit, n syntax.Node) string {
	return strings.Split(u.Module().Tree.Root().Text(), "\n")[u.Place(n).Line()-1]
}

// TestSurelyNotAgrees asks of all expressions of all archives: what is surely no object of a type is none by evaluation, either.
func TestSurelyNotAgrees(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	told := 0
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := newProgram(t, a)
		types := map[string]bool{"Map": true}
		for _, of := range []map[string]string{p.known, p.makes, p.inherits} {
			for _, typ := range of {
				types[typ] = true
			}
		}
		for _, u := range p.units {
			for _, n := range everyExpression(u) {
				for typ := range types {
					if !SurelyNot(p, u, n, typ) {
						continue
					}
					told++
					s := NewSession(p)
					if is, known := s.IsA(s.Eval(u, n, s.FrameAt(u, n, nil)), typ); is && known {
						t.Errorf("%s: %s: `%s` is a %s", name, u.File.Path, lineOf(u, n), typ)
					}
				}
			}
		}
	}
	if told == 0 {
		t.Error("nothing is told of any expression")
	}
}
