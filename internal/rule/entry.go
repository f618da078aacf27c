package rule

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
)

// known compiles the cases of a known entry; a list of names has none.
func (c *compiler) known(n *node) []*Known {
	if n.get("names") != nil {
		readGlobs(n.get("values"), c.reporter)
		return nil
	}
	var out []*Known
	for _, n := range c.cases(n, knownSet) {
		e, env := c.entry(n, nil)
		k := &Known{Entry: e, Types: n.get("is").strs(), Changes: n.get("changes").str(), With: c.programs(n.get("with"), env)}
		c.purpose(n, k)
		out = append(out, k)
	}
	return out
}

// purpose checks that a known entry says what its code means, once.
func (c *compiler) purpose(n *node, k *Known) {
	changes := n.get("changes")
	switch {
	case len(k.Types) == 0 && k.Changes == "":
		c.at(n, "is: TYPE, changes: $X with `with:`, or names: LIST with `values:`", "a known entry needs one of is, changes, names")
	case len(k.Types) > 0 && k.Changes != "":
		c.at(changes, "write two entries", "an entry says what code is or what it changes, not both")
	case k.Changes != "" && !k.ChangesNamed() && !slices.Contains(k.Metavars, k.Changes) && !c.failed():
		c.at(changes, meant(k.Changes, k.Metavars), "no pattern here binds `%s`; bound are: %s", k.Changes, listed(k.Metavars))
	case k.Changes != "" && len(k.With) == 0:
		c.at(changes, "for example with: {headers: arg(0)}", "changes needs `with:`, the attributes that are changed")
	}
}

// cases returns the cases of an entry, each laid over it and complete.
func (c *compiler) cases(n *node, set *keySet) []*node {
	out := casesOf(n)
	if n.get("cases") != nil {
		for _, o := range out {
			set.missing(o, c.reporter)
		}
	}
	return out
}

// facts compiles the cases of a facts entry. One stated in a check has its id, kind and params.
func (c *compiler) facts(n *node, check string, kind *node, params []*Param) []*Fact {
	set := factSet
	if check != "" {
		set = inPlaceSet
	}
	var out []*Fact
	for _, n := range c.cases(n, set) {
		e, env := c.entry(n, params)
		f := &Fact{Entry: e, Kind: n.get("kind").str(), Role: n.get("role").str(), Check: check,
			Key: c.program(n.get("key"), env, expr.Dyn), Split: n.get("split").bool(), Value: c.program(n.get("value"), env, expr.Dyn),
			Attributes: c.programs(n.get("attributes"), env)}
		if f.Kind == "" {
			f.Kind = kind.str()
		}
		c.attributeNames(n.get("attributes"))
		out = append(out, f)
	}
	return out
}

// attributeNames checks that no attribute hides what every fact has.
func (c *compiler) attributeNames(n *node) {
	if n.isNull() {
		return
	}
	fields := fieldNames(plainSchema, expr.Fact(plainKind))
	for _, k := range n.keys {
		if slices.Contains(fields, k.text) {
			c.at(k, "give the attribute another name; every fact has "+listed(fields), "`%s` is what every fact has already", k.text)
		}
	}
}

// entry compiles what known, facts and rules have in common, and returns the names its expressions may use.
func (c *compiler) entry(n *node, params []*Param) (Entry, *expr.Env) {
	line, column := n.file.position(n.start)
	e := Entry{ID: n.get("id").str(), Pos: Pos{n.file.name, line, column}, From: n.get("from").strs(),
		Options: plainMap(n.get("options")), params: map[string]*Param{}}
	e.Languages, e.Unsupported = readLanguages(n.get("languages"), c.reporter)
	e.Paths = readPaths(n.get("paths"), c.reporter)
	for _, p := range params {
		e.params[p.Name] = p
	}
	complete := c.formula(n, &e)
	c.from(n, &e)
	if !complete {
		// Without all metavariables every expression would be blamed for the pattern's mistake.
		return e, nil
	}
	decls := append(paramDecls(params), expr.Decl{Name: "match", Type: expr.Dyn})
	for _, m := range e.Metavars {
		decls = append(decls, expr.Decl{Name: m, Type: expr.Dyn})
	}
	env := c.with(c.base, n, decls...)
	e.Where = c.program(n.get("where"), env, expr.Bool)
	c.cost(n, &e)
	return e, env
}

// from checks that modules are asked for where there are any.
func (c *compiler) from(n *node, e *Entry) {
	from := n.get("from")
	if from.isNull() {
		return
	}
	if slices.ContainsFunc(e.Languages, func(l string) bool { return l != TypeScript && l != JavaScript }) {
		c.at(from, "in Python and Go write the dotted name in the pattern: httpx.Client(...), http.Get(...)", "from is for typescript and javascript only")
	}
	for _, m := range from.scalars() {
		if strings.HasPrefix(m.str(), "<") && m.str() != Global {
			c.at(m, "", "`%s` is no module; allowed besides modules: %s", m.str(), Global)
		}
	}
}

func fieldNames(s *expr.Schema, t expr.Type) []string {
	var out []string
	for _, d := range s.Fields(t) {
		out = append(out, d.Name)
	}
	return out
}

// plainSchema has a kind without attributes: its fields are those that every fact has.
const plainKind = "plain"

var plainSchema = &expr.Schema{Kinds: map[string]map[string][]string{plainKind: {"": nil}}}
