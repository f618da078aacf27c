package expr

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/value"
)

func surely(f *frame, args []node) *value.Value {
	f.doubtful = true
	return value.Truth(isTrue(f.forced(args[0])))
}

func known(f *frame, args []node) *value.Value {
	f.doubtful = true
	return value.Truth(f.forced(args[0]).Kind != value.Unknown)
}

func unknownFor(f *frame, args []*value.Value) *value.Value {
	if args[0].Kind != value.String {
		return f.fail("`unknown` takes a string, not a %s", args[0].Kind)
	}
	return value.NewUnknown(args[0].Str)
}

func asListFunction(_ *frame, args []*value.Value) *value.Value {
	if args[0].Kind == value.List {
		return args[0]
	}
	return value.NewList(elements(args[0])...)
}

// elements returns the members of a list, none for null, else the value itself.
func elements(v *value.Value) []*value.Value {
	switch v.Kind {
	case value.List:
		return v.Elems
	case value.Null:
		return nil
	}
	return []*value.Value{v}
}

// firstOf keeps the code behind its result, and a branch a branch, without parting worlds.
func firstOf(f *frame, args []node) *value.Value {
	a := f.eval(args[0])
	if a.Kind != value.Branch {
		if a.Kind == value.Null {
			return f.eval(args[1])
		}
		return a
	}
	for _, alternative := range f.alternatives(a) {
		if alternative.Kind == value.Null {
			if a = f.force(a); a.Kind == value.Null {
				return f.eval(args[1])
			}
			break
		}
	}
	return a
}

func merge(f *frame, args []node) *value.Value {
	out := value.NewObject().With(func(o *value.Value) { o.Fold = true })
	for _, n := range args {
		v := f.eval(n)
		maybe := false
		if m, ok := v.Ref.(*member); ok && v.Kind == value.Branch {
			v, maybe = m.value, true // a member that is there on some branches only adds on those
		}
		v = paired(f.force(v))
		if !f.charge((len(out.Props) + 1) * (len(v.Props) + 1)) {
			return f.exhausted()
		}
		before := out
		out = value.Merge(out, v, maybe)
		if v.Kind == value.Object && len(before.Props) == 0 && before.At.IsNone() {
			// The first object that is there is where the result is put together.
			out = out.With(func(o *value.Value) { o.At, o.Ref = v.At, v.Ref })
		}
	}
	return out
}

// paired is a list of pairs of keys and values, as headers may be written, as an object; anything else stays.
func paired(v *value.Value) *value.Value {
	if v.Kind != value.List || len(v.Elems) == 0 {
		return v
	}
	out := value.NewObject().With(func(o *value.Value) { o.At, o.Ref, o.Open = v.At, v.Ref, v.Open })
	for _, p := range v.Elems {
		if p.Kind != value.List || len(p.Elems) != 2 || p.Elems[0].Kind != value.String {
			return v
		}
		out = out.Set(value.Prop{Key: p.Elems[0].Str, Value: p.Elems[1], At: p.At})
	}
	return out
}

func valuesOf(f *frame, args []*value.Value) *value.Value {
	f.doubtful = true
	out := &value.Value{Kind: value.List, Open: args[0].Open}
	for _, fact := range elements(args[0]) {
		v := f.force(f.selectFrom(f.force(fact), "value"))
		if v.Known() && !f.has(out.Elems, v) {
			out.Elems = append(out.Elems, v)
		}
	}
	return out
}

func (f *frame) has(list []*value.Value, v *value.Value) bool {
	for _, x := range list {
		if isTrue(f.equal(x, v)) {
			return true
		}
	}
	return false
}

func prefix(f *frame, args []node) *value.Value {
	f.doubtful = true
	switch v := f.forced(args[0]); v.Kind {
	case value.String:
		return value.NewString(v.Str)
	case value.Unknown:
		return value.NewString(v.Prefix)
	}
	return value.NewString("")
}

// glob is false without patterns, whatever x is.
func glob(f *frame, args []node) *value.Value {
	x, patterns := f.forced(args[0]), f.forced(args[1])
	if patterns.Kind == value.Unknown {
		return bare(patterns)
	}
	var unknown *value.Value
	for _, p := range elements(patterns) {
		v := f.globOne(x, f.force(p))
		if isTrue(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	if patterns.Open != "" {
		unknown = both(unknown, value.NewUnknown(patterns.Open))
	}
	if unknown != nil {
		return unknown
	}
	return no
}

func (f *frame) globOne(x, pattern *value.Value) *value.Value {
	switch {
	case pattern.Kind == value.Unknown:
		return bare(pattern)
	case pattern.Kind != value.String:
		return f.fail("a glob pattern is a string, not a %s", pattern.Kind)
	case !doublestar.ValidatePattern(pattern.Str):
		return f.fail("`%s` is no glob pattern", pattern.Str)
	case !f.charge((len(pattern.Str) + 1) * (len(x.Str) + len(x.Prefix) + 1) / 64):
		return f.exhausted()
	case x.Kind == value.String:
		return value.Truth(doublestar.MatchUnvalidated(pattern.Str, x.Str))
	case x.Kind != value.Unknown:
		return no
	}
	start, _, meta := cutMeta(pattern.Str)
	if rest, ok := strings.CutSuffix(pattern.Str, "**"); ok && x.Prefix != "" && matchesAnyEnd(rest, x.Prefix) {
		return yes
	}
	if n := min(len(start), len(x.Prefix)); start[:n] != x.Prefix[:n] || !meta && len(x.Prefix) > len(start) {
		return no
	}
	return bare(x)
}

// cutMeta splits a glob at its first special character.
func cutMeta(pattern string) (start, rest string, found bool) {
	if i := strings.IndexAny(pattern, `*?[{\`); i >= 0 {
		return pattern[:i], pattern[i:], true
	}
	return pattern, "", false
}

// matchesAnyEnd reports whether a pattern that goes on with `**` matches all that starts with prefix: a folder of
// prefix matches what stands before the `**`.
func matchesAnyEnd(before, prefix string) bool {
	if before == "" {
		return true
	}
	folder, ok := strings.CutSuffix(before, "/")
	if !ok || !doublestar.ValidatePattern(folder) {
		return false
	}
	for i := range len(prefix) {
		if prefix[i] == '/' && doublestar.MatchUnvalidated(folder, prefix[:i]) {
			return true
		}
	}
	return false
}
