package expr

import (
	"fmt"
	"sync"
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

// evaluations counts how often a program is evaluated for a judgement.
func evaluations(t *testing.T, v vars, src string) (string, int) {
	t.Helper()
	s := &search{program: compile(t, v.env(t, src), src), in: v.input(), sets: splitSets}
	return printed(s.agree(nil)), s.count
}

func TestWorlds(t *testing.T) {
	doubtful := func(sure, maybe int) Var {
		s := set()
		for i := range sure {
			s.Sure = append(s.Sure, fact(fmt.Sprintf("s.ts:%d", i+1), "value", str("x")))
		}
		for i := range maybe {
			s.Maybe = append(s.Maybe, fact(fmt.Sprintf("m.ts:%d", i+1), "value", str("y")))
		}
		return s
	}
	many := vars{}
	sum := "false"
	for i := range 7 {
		many[fmt.Sprintf("b%d", i)] = branch(str("x"), str("y"))
		sum += fmt.Sprintf(" || known(b%d == 'x')", i)
	}
	why := doubtful(0, 1)
	why.Doubt = "the key of m.ts:1 is a parameter"
	for _, r := range []struct {
		src   string
		vars  vars
		want  string
		count int
	}{
		{"s.size() > 0", vars{"s": doubtful(1, 100)}, "true", 1},
		{"s.size() > 0", vars{"s": doubtful(0, 100)}, "unknown: a fact that cannot be read may belong to `s`", 3},
		{"s.size() > 0", vars{"s": why}, "unknown: the key of m.ts:1 is a parameter", 3},
		{"s.exists(f, f.value == 'x')", vars{"s": doubtful(1, 3)}, "true", 1},
		{"s.all(f, f.value != 'z')", vars{"s": doubtful(1, 3)}, "true", 6},
		{"s.all(f, f.value != 'z')", vars{"s": doubtful(1, 61)}, "true", 64},
		{"s.all(f, f.value != 'z')", vars{"s": doubtful(1, 62)}, "unknown: it hangs on more than 64 possible worlds", 64},
		{"s.all(f, f.value == 'x')", vars{"s": doubtful(1, 3)}, "unknown: a fact that cannot be read may belong to `s`", 3},
		{"s.size() == 2", vars{"s": doubtful(0, 1)}, "false", 3},
		{"b == 'z'", vars{"b": branch(str("x"), str("y"))}, "false", 3},
		{"b == 'z' && false", vars{"b": branch(str("x"), str("y"))}, "false", 1},
		{"b == b", vars{"b": branch(str("x"), str("y"))}, "true", 3},
		{"b == c", vars{"b": branch(str("x"), str("y")), "c": branch(str("x"), str("y"))}, "unknown: x or y, by branch", 4},
		{"b.size() == 1 && c.size() == 1", vars{"b": branch(str("x"), str("y")), "c": branch(str("x"), str("y"))}, "true", 7},
		{"b == 'x' || !(b == 'x')", vars{"b": branch(str("x"), branch(str("y"), str("z")))}, "true", 5},
		{sum, many, "true", 3},
		{"known(b0) == known(b1)", many, "true", 7},
		{"(b0 + b1 + b2 + b3 + b4 + b5 + b6).size() == 7", many, "unknown: it hangs on more than 64 possible worlds", 64},
	} {
		got, n := evaluations(t, r.vars, r.src)
		if got != r.want || n != r.count {
			t.Errorf("%s\n got %s after %d\nwant %s after %d", r.src, got, n, r.want, r.count)
		}
	}
}

// TestEvalKeepsBranches: facts record what differs by branch, and checks then judge it in each world.
func TestEvalKeepsBranches(t *testing.T) {
	v := vars{"b": branch(str("/a"), str("/b")), "o": branch(obj("headers", headers("", "A", str("1"))), obj("headers", headers("", "B", str("2")))),
		"bu": branch(str("a"), unk("why")), "d": set().maybe(fact("a:1")), "uu": branch(unk("one"), unk("two")),
		"m": obj("k", str("v")).With(func(o *value.Value) { o.Props[0].Maybe = true })}
	for _, r := range []struct{ src, want string }{
		{"list(b)", "/a or /b"}, {"b + '/x'", "/a/x or /b/x"}, {"o.headers", "A or B"}, {"'A' in o.headers", "true or false"}, {"bu + 'x'", "ax or ?"}, {"uu + 'x'", "unknown: one; two"},
		{"d.size()", "unknown: a fact that cannot be read may belong to `d`"}, {"m.k", "v or nothing"}, {"b", "/a or /b"}, {"first_of(m.k, 'w')", "v or w"}, {"b.size()", "2"},
	} {
		if got := v.eval(t, r.src); got != r.want {
			t.Errorf("%s: got %s, want %s", r.src, got, r.want)
		}
	}
	p := compile(t, v.env(t, ""), "m.k")
	if got := p.Eval(v.input()); got.Kind != value.Branch || got.Ref != nil {
		t.Errorf("our mark leaks: %+v", got)
	}
}

// TestSharing: programs, environments and values are shared by workers; run it with -race.
func TestSharing(t *testing.T) {
	e := packEnv(t)
	v := vars{"params.header": str("x"), "headers": branch(headers("", "X", str("1")), headers("spread"))}
	p := compile(t, e, "params.header in headers")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, src := range lines(t, "testdata/expressions.txt") {
				if _, problems := e.Compile(src); len(problems) > 0 {
					t.Error(problems)
				}
			}
			if _, err := e.With(Decl{"more", Int}); err != nil {
				t.Error(err)
			}
			if got := printed(p.Judge(v.input())); got != "true" {
				t.Error(got)
			}
		})
	}
	wait.Wait()
}

// broken is a Host with a fault.
type broken struct{}

func (broken) Call(fn string, _ []*value.Value, _ *Input) *value.Value {
	if fn == "text" {
		return nil
	}
	panic("a fault")
}

func TestFaultsAreErrors(t *testing.T) {
	v := vars{"x": str("x")}
	in := v.input()
	in.Host = broken{}
	if got := printed(compile(t, v.env(t, ""), "callee(x) == 'x'").Judge(in)); got != "unknown: error: the evaluation broke down: a fault" || in.Errors != 1 {
		t.Error(got, in.Errors)
	}
	if got := printed(compile(t, v.env(t, ""), "text(x) == 'x'").Judge(in)); got != "unknown: `text` has no answer" {
		t.Error(got)
	}
	loop := vars{"x": str("x")}
	p := compile(t, loop.env(t, ""), "x")
	loop["x"] = Var{Let: p}
	if got := printed(p.Judge(loop.input())); got != "unknown: error: let names use one another more than 50 deep" {
		t.Error(got)
	}
	if got := printed(p.Judge(&Input{})); got != "nothing" {
		t.Error(got)
	}
}
