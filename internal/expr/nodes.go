package expr

import (
	"math"

	"github.com/bytelyst/connaudit/internal/value"
)

// literal is a constant.
type literal struct{ v *value.Value }

func (n literal) eval(*frame) *value.Value { return n.v }

// local is a variable of a macro.
type local struct{ slot int }

func (n local) eval(f *frame) *value.Value { return f.locals[n.slot] }

// variable is a name that the Input knows.
type variable struct{ name string }

func (n variable) eval(f *frame) *value.Value { return f.lookup(n.name) }

func (r *run) lookup(name string) *value.Value {
	var v Var
	found := false
	if r.in.Lookup != nil {
		v, found = r.in.Lookup(name)
	}
	switch {
	case found && v.Value != nil:
		return v.Value
	case found && v.Let != nil:
		return r.let(v.Let)
	case found && v.Set:
		return r.set(name, v)
	case name == "match" && r.in.Match != nil:
		return r.in.Match
	}
	return value.NewNull()
}

// let evaluates a let name in this world, once.
func (r *run) let(p *Program) *value.Value {
	if v, ok := r.letValues[p]; ok {
		return v
	}
	if r.lets >= maxLets {
		return r.fail("let names use one another more than %d deep", maxLets)
	}
	r.lets++
	f := r.frame(p)
	v := f.eval(p.root)
	r.lets--
	if r.letValues == nil {
		r.letValues = map[*Program]*value.Value{}
	}
	r.letValues[p] = v
	return v
}

// set is the list of facts that a set has in this world.
func (r *run) set(name string, v Var) *value.Value {
	if l, ok := r.setValues[name]; ok {
		return l
	}
	l := value.NewList(v.Sure...)
	if len(v.Maybe) > 0 && r.sets != sureSets {
		l = r.doubtfulSet(name, v)
	}
	if r.setValues == nil {
		r.setValues = map[string]*value.Value{}
	}
	r.setValues[name] = l
	return l
}

// setKey is the key of the choice what belongs to a set.
type setKey string

func (r *run) doubtfulSet(name string, v Var) *value.Value {
	doubt := v.Doubt
	if doubt == "" {
		doubt = "a fact that cannot be read may belong to `" + name + "`"
	}
	open := value.NewList(v.Sure...).Opened(doubt)
	if r.sets == openSets {
		return open
	}
	options := 2
	if len(v.Maybe) > 1 {
		options += len(v.Maybe)
	}
	option, ok := r.choose(setKey(name), options, func() string { return doubt })
	if !ok {
		return open
	}
	all := append([]*value.Value{}, v.Sure...)
	switch option {
	case 0: // none of the doubtful facts
	case 1:
		all = append(all, v.Maybe...)
	default:
		all = append(all, v.Maybe[option-2])
	}
	return value.NewList(all...)
}

// selection is `x.name`.
type selection struct {
	of   node
	name string
}

func (n selection) eval(f *frame) *value.Value { return f.selectFrom(f.forced(n.of), n.name) }

// selectFrom selects a member: null from what is no object and for a key that a closed object does not have.
func (r *run) selectFrom(v *value.Value, name string) *value.Value {
	if v.Kind == value.Object {
		if p, ok := v.Get(name); ok {
			return r.property(v, p)
		}
	}
	if v.Ref != nil {
		if m, ok := v.Ref.Select(name); ok && m != nil {
			return m
		}
	}
	switch {
	case v.Kind == value.Unknown && !v.Text: // a string has no members, whatever it says
		return bare(v)
	case v.Kind == value.Object && v.Open != "":
		return value.NewUnknown(v.Open)
	}
	return value.NewNull()
}

// index is `x[i]`.
type index struct{ of, key node }

func (n index) eval(f *frame) *value.Value {
	of, key := f.forced(n.of), f.forced(n.key)
	switch {
	case key.Kind == value.String:
		return f.selectFrom(of, key.Str)
	case of.Kind == value.Unknown && key.Kind == value.Unknown:
		return both(of, key)
	case of.Kind == value.Unknown:
		return bare(of)
	case key.Kind == value.Unknown:
		return bare(key)
	case of.Kind != value.List:
		return f.fail("a %s cannot be indexed by a %s", of.Kind, key.Kind)
	}
	i := key.Num
	switch {
	case key.Kind != value.Number || i != math.Trunc(i):
		return f.fail("a list cannot be indexed by %s", printValue(key, ""))
	case of.Open != "" && i >= 0:
		// Nobody knows where the further members stand.
		return value.NewUnknown(of.Open)
	case i < 0 || i >= float64(len(of.Elems)):
		return f.fail("index %s is out of range of a list of %d", printValue(key, ""), len(of.Elems))
	}
	return of.Elems[int(i)]
}

// listLiteral keeps its members as they are, unknown ones and branches too.
type listLiteral struct{ elems []node }

func (n listLiteral) eval(f *frame) *value.Value {
	l := &value.Value{Kind: value.List, Elems: make([]*value.Value, len(n.elems))}
	for i, e := range n.elems {
		l.Elems[i] = f.eval(e)
	}
	return l
}

// objectLiteral becomes open where a key is unknown.
type objectLiteral struct{ keys, values []node }

func (n objectLiteral) eval(f *frame) *value.Value {
	o := value.NewObject()
	for i := range n.keys {
		key := f.forced(n.keys[i])
		v := f.eval(n.values[i])
		switch key.Kind {
		case value.String:
			o = o.Set(value.Prop{Key: key.Str, Value: v, At: v.At})
		case value.Unknown:
			o = o.Opened(bare(key).Reason)
		default:
			return f.fail("keys of a map are strings, not %s", printValue(key, ""))
		}
	}
	return o
}

// binding gives a value a name; `sortBy` expands to it.
type binding struct {
	slot        int
	value, body node
}

func (n binding) eval(f *frame) *value.Value {
	f.locals[n.slot] = f.eval(n.value)
	return f.eval(n.body)
}
