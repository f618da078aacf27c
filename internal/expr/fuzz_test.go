package expr

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/value"
)

func seeds(f *testing.F) {
	for _, file := range []string{"testdata/expressions.txt", "testdata/templates.txt"} {
		for _, l := range lines(f, file) {
			f.Add(l)
		}
	}
	for _, s := range []string{"$", "$...", "{", "}}", "'", `r'\'`, "a.b.c[0]", "x ? y : z", "[1].map(x, x)", "é", "'\\u00e9'", "b'\\xff'", "0x1F", "1u", "1e400", "-9223372036854775808"} {
		f.Add(s)
	}
}

// FuzzCompile: no text makes the compiler fail otherwise than by a problem that lies in it.
func FuzzCompile(f *testing.F) {
	seeds(f)
	e := packEnv(f)
	f.Fuzz(func(t *testing.T, src string) {
		p, problems := e.Compile(src)
		tpl, more := e.CompileTemplate(src)
		if p == nil && len(problems) == 0 || p != nil && len(problems) > 0 || tpl == nil && len(more) == 0 {
			t.Errorf("%q: program %v, problems %v %v", src, p, problems, more)
		}
		for _, x := range append(problems, more...) {
			if x.Offset < 0 || x.End < x.Offset || x.End > len(src) || x.Message == "" {
				t.Errorf("%q: %+v", src, x)
			}
		}
		if p != nil {
			p.Words(nil)
			p.Calls()
			p.TypeTests()
			p.Join()
		}
	})
}

// FuzzEval: no expression makes an evaluation fail otherwise than by an unknown, or run on; what is known although a
// value is unknown stays so when it becomes known.
func FuzzEval(f *testing.F) {
	seeds(f)
	for _, s := range []string{"key + key", "key.map(x, x + x)", "value.all(a, value.exists(b, a == b))", "key.replace('', key)", "lists.range(999999999)",
		"key.matches(key)", "headers[key] == value[0]", "'%.999f'.format([1.5])", "[key, value].distinct().sort()", "merge(headers, value)", "key.split('')"} {
		f.Add(s)
	}
	e := packEnv(f)
	inputs := []vars{
		{"key": str("a_b"), "value": strs("/id", "x"), "headers": headers("", "A", str("1"))},
		{"key": unk("k"), "value": list(unk("v")).Opened("rest"), "headers": headers("spread", "A", unk("h"))},
		{"key": branch(str("a"), null), "value": branch(num(1), strs("a")), "headers": branch(headers("", "A", str("1")), null),
			"declared": set(fact("a:1", "value", str("a"))).maybe(fact("b:1", "value", unk("x")))},
	}
	f.Fuzz(func(t *testing.T, src string) {
		p, _ := e.Compile(src)
		if p == nil {
			return
		}
		for _, v := range inputs {
			in := v.input()
			in.Match = &value.Value{Kind: value.Opaque, Ref: &thing{}}
			if r := p.Eval(in); r == nil {
				t.Fatal(src)
			}
			if r := p.Judge(in); r == nil || r.Kind == value.Branch {
				t.Fatal(src, r)
			}
			if tpl, _ := e.CompileTemplate("{" + src + "}"); tpl != nil {
				tpl.Render(in)
			}
		}
	})
}
