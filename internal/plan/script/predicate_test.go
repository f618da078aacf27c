package script

import "testing"

func TestDerive(t *testing.T) {
	literal := func(name string, values ...any) Field { return Field{Name: name, Literals: values} }
	optional := func(name string, values ...any) Field { return Field{Name: name, Literals: values, Optional: true} }
	typed := func(name string, fields ...Field) DocumentType { return DocumentType{name, fields} }
	open := Field{Name: "kind", Type: "string"}
	types := func(all ...DocumentType) []DocumentType { return all }

	for name, c := range map[string]struct {
		types, others []DocumentType
		renames       []Rename
		want          Predicate
	}{
		"own literals": {types: types(link, event), others: types(referral), want: Predicate{
			SQL: `c["docType"] IN ("link", "event")`, Target: `c["docType"] IN ("link", "event")`,
		}},
		"no literal of its own, the others have one": {types: types(referral), others: types(link, event), want: Predicate{
			SQL: `NOT IS_DEFINED(c["docType"])`, Target: `NOT IS_DEFINED(c["docType"])`,
		}},
		"a literal is renamed": {types: types(link), others: types(referral), renames: []Rename{{"docType", "kind"}}, want: Predicate{
			SQL: `c["docType"] = "link"`, Target: `c["kind"] = "link"`,
		}},
		"alternatives of several fields": {
			types: types(typed("A", literal("p", "x")), typed("B", literal("q", 1)), typed("C", literal("p", "y", "x"))), others: types(typed("D")),
			want: Predicate{SQL: `(c["p"] IN ("x", "y")) OR (c["q"] = 1)`, Target: `(c["p"] IN ("x", "y")) OR (c["q"] = 1)`},
		},
		"a missing field or a value of it": {
			types: types(typed("A", open), typed("B", literal("p", "x"))), others: types(typed("C", literal("p", "y"))),
			want: Predicate{SQL: `(NOT IS_DEFINED(c["p"])) OR (c["p"] = "x")`, Target: `(NOT IS_DEFINED(c["p"])) OR (c["p"] = "x")`},
		},
		"everything":                {types: types(referral, link), want: Predicate{}},
		"nobody else, but literals": {types: types(link), want: Predicate{}},
		"no more than tells them apart": {
			types: types(typed("A", literal("v", 2), literal("p", "x"), literal("on", true))), others: types(typed("B", literal("p", "y"), Field{Name: "v"}, Field{Name: "on"})),
			want: Predicate{SQL: `c["p"] = "x"`, Target: `c["p"] = "x"`},
		},
		"two others, two marks": {
			types:  types(typed("A", literal("v", 2), literal("on", true))),
			others: types(typed("B", literal("v", 1), literal("on", true)), typed("C", Field{Name: "v"}, literal("on", false))),
			want:   Predicate{SQL: `c["v"] = 2 AND c["on"] = true`, Target: `c["v"] = 2 AND c["on"] = true`},
		},
		"unions that have nothing in common": {
			types: types(typed("A", literal("p", "x", "y"))), others: types(typed("B", literal("p", "z", "w"))),
			want: Predicate{SQL: `c["p"] IN ("x", "y")`, Target: `c["p"] IN ("x", "y")`},
		},
		"one value is better than several": {
			types: types(typed("A", literal("p", "x", "y"), literal("q", 1))), others: types(typed("B", literal("p", "z"))),
			want: Predicate{SQL: `c["q"] = 1`, Target: `c["q"] = 1`},
		},
		"a missing field is better than several values": {
			types: types(typed("A", literal("p", "x", "y"))), others: types(typed("B", literal("p", "z"), literal("q", 1, 2))),
			want: Predicate{SQL: `NOT IS_DEFINED(c["q"])`, Target: `NOT IS_DEFINED(c["q"])`},
		},
		"a literal or null": {
			types: types(typed("A", literal("p", "x", nil))), others: types(typed("B", literal("p", "y"))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"the other may be null": {
			types: types(typed("A", literal("p", "x"))), others: types(typed("B", literal("p", "y", nil))),
			want: Predicate{SQL: `c["p"] = "x"`, Target: `c["p"] = "x"`},
		},
		"the other's mark may be null and is there": {
			types: types(typed("A", open)), others: types(typed("B", literal("p", "y", nil))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"a union is no mark, but excludes": {
			types: types(typed("A", literal("p", "x"))), others: types(typed("B", literal("p", "y", "z"))),
			want: Predicate{SQL: `c["p"] = "x"`, Target: `c["p"] = "x"`},
		},
		"a union that allows the literal": {
			types: types(typed("A", literal("p", "x"))), others: types(typed("B", literal("p", "x", "y"))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"the same number in two types of Go": {
			types: types(typed("A", literal("v", 1))), others: types(typed("B", literal("v", 1.0))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"the other's field may hold anything": {
			types: types(typed("A", literal("kind", "x"))), others: types(typed("B", open)),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"the other's literal stands in an open field here": {
			types: types(typed("A", open)), others: types(typed("B", literal("kind", "x"))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"optional literals tell nothing": {
			types: types(typed("A", optional("p", "x"))), others: types(typed("B", optional("q", "y"))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"an optional field here may be the other's mark": {
			types: types(typed("A", Field{Name: "q", Optional: true})), others: types(typed("B", literal("q", "y"))),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"one of several types is open": {
			types: types(link, typed("A", open)), others: types(typed("B", open)),
			want: Predicate{Undecided: "no literal field tells A from B"},
		},
		"no types":      {others: types(referral), want: Predicate{Undecided: "no type is known of the documents to copy"}},
		"nothing known": {want: Predicate{}},
		"text that would be SQL": {
			types: types(typed("A", literal(`a"]b`, "x\" OR 1=1 <&>\n"))), others: types(typed("B")),
			want: Predicate{SQL: `c["a\"]b"] = "x\" OR 1=1 <&>\n"`, Target: `c["a\"]b"] = "x\" OR 1=1 <&>\n"`},
		},
	} {
		if got := Derive(c.types, c.others, c.renames); got != c.want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
		}
	}
}

// TestPredicate has what the options say beside the types.
func TestPredicate(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Options)
		want   Predicate
	}{
		"from the types":        {func(*Options) {}, Predicate{SQL: `c["docType"] IN ("link", "event")`, Target: `c["docType"] IN ("link", "event")`}},
		"as asked for":          {func(o *Options) { o.Where, o.Undecided = "c.x = 1", "nobody knows" }, Predicate{SQL: "c.x = 1", Target: "c.x = 1"}},
		"nobody knows":          {func(o *Options) { o.Undecided = "nobody knows" }, Predicate{Undecided: "nobody knows"}},
		"renamed":               {func(o *Options) { o.Renames = []Rename{{"docType", "kind"}} }, Predicate{SQL: `c["docType"] IN ("link", "event")`, Target: `c["kind"] IN ("link", "event")`}},
		"the old name is there": {func(o *Options) { o.Renames, o.Keep = []Rename{{"docType", "kind"}}, true }, Predicate{SQL: `c["docType"] IN ("link", "event")`, Target: `c["docType"] IN ("link", "event")`}},
	} {
		o := split()
		c.change(&o)
		if got := o.Predicate(); got != c.want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
		}
	}
}
