package facts_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/value"
)

// exported writes facts of one value each, as an export does.
func exported(t testing.TB, values ...*value.Value) []byte {
	t.Helper()
	out := struct {
		Version int            `json:"version"`
		Facts   []facts.Record `json:"facts"`
	}{Version: facts.ExportVersion}
	for i, v := range values {
		out.Facts = append(out.Facts, facts.Record{Kind: "k", Role: "r", Key: facts.Plain(value.NewString("key")), Value: facts.Plain(v), Repo: "plat", Path: "a.ts",
			Attributes: map[string]any{"b": 1, "a": 2}, Package: "pkg", Language: "typescript",
			Start: facts.Position{Line: i + 1, Column: 1, Offset: 10 * i}, End: facts.Position{Line: i + 1, Column: 3, Offset: 10*i + 2}})
	}
	data, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestImportReadsWhatIsExported sends values through a file: what is known of them, and why it is not, comes back. Where data came from does
// not, but for variables of the environment.
func TestImportReadsWhatIsExported(t *testing.T) {
	text := value.NewString
	env := &value.Value{Kind: value.Unknown, Origin: value.Env, Text: true, Env: []string{"A", "B"}, Reason: "A from the environment"}
	object := value.NewObject(value.Prop{Key: "a", Value: text("1")}, value.Prop{Key: "b", Value: value.NewBool(true), Maybe: true}, value.Prop{Key: "$in", Value: text("x")})
	values := []*value.Value{
		value.NewNull(), text(""), text("$env"), value.NewNumber(1.5), value.NewBool(false), value.NewStrings("a", "b"), value.NewList(),
		value.NewList(text("a")).Opened("more"), value.NewObject(), value.NewUnknown("why"), env,
		value.NewUnknown("a call").With(func(v *value.Value) { v.Prefix = "/api/" }),
		text("http://x").With(func(v *value.Value) { v.Origin, v.Env = value.EnvDefault, []string{"URL"} }),
		value.NewBranch(text("a"), value.NewNull()),
		value.NewObject(value.Prop{Key: "X-Request-ID", Value: text("1")}).With(func(v *value.Value) { v.Fold = true }),
		value.NewNumber(math.Inf(-1)), value.NewUnknown("a call").With(func(v *value.Value) { v.Prefix, v.Env = "https://api.example.com/", []string{"A"} }),
		value.NewList(object.Opened("a spread")),
	}
	got, err := facts.Import(exported(t, values...), "platform")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Facts {
		want := values[i]
		if i == len(values)-1 { // members of objects come back in the order of their names
			want = value.NewList(value.NewObject(object.Props[2], object.Props[0], object.Props[1]).Opened("a spread"))
		}
		if want = untold(want); !reflect.DeepEqual(f.Value, want) {
			t.Errorf("%d: got %+v, want %+v", i, f.Value, want)
		}
		at, ok := got.Location(f.At)
		if !ok || at.Start.Line != i+1 || at.End.Column != 3 || at.Repo != "platform" || at.File != "" || f.At.Line() != i+1 {
			t.Errorf("%d: it stands at %+v", i, at)
		}
		if f.At.File.Pkg != "pkg" || f.At.File.Language != "typescript" || f.Attributes[0].Name != "a" {
			t.Errorf("%d: got %+v of %+v", i, f.Attributes, f.At.File)
		}
	}
	if len(got.Recorded) != 1 || got.Recorded[0].Kind != "k" {
		t.Errorf("recorded are %v", got.Recorded)
	}
}

// untold is a value as it comes back: where it came from is told of what variables hold alone.
func untold(v *value.Value) *value.Value {
	return v.With(func(c *value.Value) {
		if c.Origin == value.NoOrigin && c.Kind != value.Branch {
			c.Origin = value.Untold
		}
		for _, list := range []*[]*value.Value{&c.Elems, &c.Alts} {
			*list = slices.Clone(*list)
			for i := range *list {
				(*list)[i] = untold((*list)[i])
			}
		}
		c.Props = slices.Clone(c.Props)
		for i := range c.Props {
			c.Props[i].Value = untold(c.Props[i].Value)
		}
	})
}

// TestImportedPlaces are the same where they are, and differ where not.
func TestImportedPlaces(t *testing.T) {
	file := &value.File{Repo: "plat", Path: "c.ts", Line: func(offset int) int { return offset + 1 }}
	at := func(start int) *value.Value {
		return &value.Value{Kind: value.Opaque, At: value.Place{File: file, Start: start, End: start + 1}}
	}
	elsewhere := &value.Value{Kind: value.Opaque, At: value.Place{File: &value.File{Repo: "web", Path: "c.ts"}, Start: 3, End: 4}}
	got, err := facts.Import(exported(t, at(3), at(3), at(4), elsewhere), "platform")
	if err != nil {
		t.Fatal(err)
	}
	if v := got.Facts[3].Value; v.Kind != value.Unknown || v.Reason != "a place in another repository" {
		t.Errorf("of a place in another repository, which may be here: %+v", v)
	}
	one, same, other := got.Facts[0].Value.At, got.Facts[1].Value.At, got.Facts[2].Value.At
	if one != same || one == other || one.File.Repo != "platform" || one.Line() != 4 || one.IsNone() {
		t.Errorf("got %v, %v, %v", one, same, other)
	}
}

func TestImportFaults(t *testing.T) {
	fact := `{"kind": "k", "path": "a", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1}}`
	for _, c := range []struct{ data, want string }{
		{"", "1:1: no JSON: the file ends in the middle"},
		{"[]", "1:1: a file of facts is an object"},
		{"{}", "1:1: a file of facts without version"},
		{`{"version": 1, "facts": [` + fact, "no JSON: the file ends in the middle"},
		{`{"version": 1} x`, "1:16: there is more behind the object"},
		{`{"version": "1"}`, "1:13: it is of type string, and should be of type integer"},
		{`{"version": 9}`, "1:13: facts of version 9; this program reads version 1"},
		{"{\"version\": 1,\n \"facts\": {}}", "2:11: facts are an array"},
		{"{\"version\": 1,\n \"facts\": [" + fact + ",\n  {\"kind\": 3}]}", "3:3: kind is of type number, and should be of type string"},
		{`{"version": 1, "facts": [{"path": "a"}]}`, "a fact without kind"},
		{`{"version": 1, "facts": [{"kind": "a"}]}`, "a fact without path"},
		{`{"version": 1, "facts": [{"kind": "a", "path": "b", "start": {"line": 1, "offset": 5}}]}`, "a fact whose place is none"},
		{`{"version": 1, "facts": [` + strings.Replace(fact, `"a"`, `"../a"`, 1) + `]}`, `1:26: a fact in the file "../a" of the package "": paths lead`},
		{`{"version": 1, "facts": [` + strings.Replace(fact, `"a"`, `"/etc/passwd"`, 1) + `]}`, `1:26: a fact in the file "/etc/passwd"`},
		{`{"version": 1, "facts": [` + strings.Replace(fact, `"column": 1`, `"column": 0`, 1) + `]}`, "1:26: a fact whose place is none"},
		{`{"version": 1, "facts": [` + strings.Replace(fact, `"kind"`, `"key": 1e999, "kind"`, 1) + `]}`, "1:26: key is of type number 1e999, and should be of type number that a program can hold"},
		{`{"version": 1, "repos": ["a\u001b[31m", "b\n"]}`, `facts of "a\x1b[31m", "b\n", and of`},
		{`{"version": 1, "repos": ["a", "b"]}`, `facts of "a", "b", and of no repository called "c"`},
		{`{"version": 1, "facts": [1]}`, "it is of type number, and should be of type object"},
	} {
		_, err := facts.Import([]byte(c.data), "c")
		var fault *facts.Fault
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.data, err, c.want)
		}
	}
	if got, err := facts.Import([]byte(`{"version": 1, "facts": [`+strings.Replace(fact, `"kind"`, `"check": "c", "kind"`, 1)+`]}`), "c"); err != nil || len(got.Facts) != 0 || len(got.Recorded) != 0 {
		t.Errorf("stated by a check for itself: %v, %v", got, err)
	}
	if got, err := facts.Import([]byte("\ufeff{\"version\": 1, \"later\": {\"a\": []}, \"facts\": []}\n"), "c"); err != nil || len(got.Facts) != 0 {
		t.Errorf("with a byte order mark, and of a newer program: %v", err)
	}
}

// FuzzImport asks of any file for facts, or for a fault with its place; what is read is written again as it was read.
func FuzzImport(f *testing.F) {
	f.Add(exported(f, value.NewStrings("a"), value.NewUnknown("x"), value.NewObject(value.Prop{Key: "a", Value: value.NewNull(), Maybe: true}).Opened("y")))
	f.Add([]byte(`{"version": 1, "facts": [{"kind": "k", "path": "p", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1}, "key": {"$env": ["A"], "$default": {"$one_of": [1, {"$place": {"path": "q", "start": 1}}]}}}]}`))
	f.Add([]byte(`{"version": 1, "repos": ["a"], "recorded": [{"kind": "k"}], "facts": null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := facts.Import(data, "c")
		var fault *facts.Fault
		if err != nil {
			if !errors.As(err, &fault) || fault.Line < 1 || fault.Column < 1 {
				t.Fatalf("no fault with a place: %v", err)
			}
			return
		}
		facts.NewStore(got.Facts)
		for _, f := range got.Facts {
			first := facts.Plain(f.Value)
			text, err := json.Marshal(first)
			if err != nil {
				t.Fatal(err)
			}
			again, err := facts.Import([]byte(`{"version": 1, "facts": [{"kind": "k", "path": "p", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1}, "value": `+string(text)+`}]}`), "c")
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if second, _ := json.Marshal(facts.Plain(again.Facts[0].Value)); string(second) != string(text) {
				t.Errorf("%s comes back as %s", text, second)
			}
		}
	})
}
