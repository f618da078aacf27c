package rule

import (
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
)

// checkCompiler compiles one check.
type checkCompiler struct {
	*compiler
	n     *node
	k     *Check
	taken map[string]string // names in use, and what they are
	env   *expr.Env         // the site, params, sets and let names
	uses  map[string][]string
	at    map[string]*node // where let names and sets are stated
}

// check compiles a check that has been laid over those it extends.
func (c *compiler) check(n *node, t tune) *Check {
	line, column := n.file.position(n.start)
	k := &Check{ID: n.get("id").str(), Category: n.get("category").str(), Severity: n.get("severity").str(),
		Priority: n.get("priority").str(), Why: n.get("why").str(), Bad: n.get("bad").str(), Good: n.get("good").str(),
		Metadata: plainMap(n.get("metadata")), Pos: Pos{n.file.name, line, column}, Enabled: t.enabled}
	if t.severity != "" {
		k.Severity = t.severity
	}
	k.Params = readParams(n.get("params"), c.reporter)
	for _, p := range k.Params {
		if over := t.params[p.Name]; over != nil {
			p.Value, p.Set, k.ParamSet = toValue(over), true, true
		}
	}
	cc := &checkCompiler{compiler: c, n: n, k: k, taken: map[string]string{"match": "the matched code", "params": "the parameters",
		"other": "the fact asked about", "at": "a place", "sites": "the finding's sites"}, uses: map[string][]string{}, at: map[string]*node{}}
	cc.compile()
	return k
}

func (c *checkCompiler) compile() {
	kind := siteKind(c.n)
	kindNode := c.n.get("each").get("kind")
	if kindNode.isNull() {
		kindNode = c.n.get("id")
	}
	for _, f := range c.n.get("each").get("facts").scalars() {
		c.k.Facts = append(c.k.Facts, c.facts(f, c.k.ID, kindNode, c.k.Params)...)
	}
	c.k.Each = Selector{Kind: kind, Roles: c.n.get("each").get("role").strs()}
	if !c.records(c.k.Each, kindNode, c.n.get("each").get("role")) || !c.scope() {
		return
	}
	c.roles = c.siteRoles(c.k.Each)
	c.letNames(c.n.get("let"))
	c.judging()
	c.circles()
	c.k.Message = c.template(c.n.get("message"), c.env)
	c.k.OK = c.template(c.n.get("ok"), c.env)
	c.k.Fixes = c.fixes(c.n.get("fixes"), c.env)
	c.cause()
	c.convention()
	c.rollUp()
	c.related()
	c.unit()
	c.report()
}

// records reports a kind or role that nobody records.
func (c *compiler) records(s Selector, kind, role *node) bool {
	roles, ok := c.reg.schema.Kinds[s.Kind]
	if !ok {
		kinds := sortedKeys(c.reg.schema.Kinds)
		c.reporter.at(kind, meant(s.Kind, kinds), "nobody records facts of kind `%s`; there are: %s", s.Kind, listed(kinds))
		return false
	}
	for _, r := range role.scalars() {
		if _, recorded := roles[r.str()]; !recorded {
			c.reporter.at(r, meant(r.str(), c.reg.roles(s.Kind)), "nobody records role `%s` of `%s`; there are: %s", r.str(), s.Kind, listed(c.reg.roles(s.Kind)))
		}
	}
	return true
}

// scope makes the environment of a check: site, params, sets.
func (c *checkCompiler) scope() bool {
	site := expr.Fact(c.k.Each.Kind, c.k.Each.Roles...)
	decls := append(c.reg.schema.Fields(site), paramDecls(c.k.Params)...)
	for _, d := range c.reg.schema.Fields(site) {
		c.taken[d.Name] = "an attribute of the site"
	}
	against, ok := c.n.get("against"), true
	if !against.isNull() {
		for i, k := range against.keys {
			n := against.items[i]
			s := &FactSet{Name: k.text, Selector: Selector{Kind: n.get("kind").str(), Roles: n.get("role").strs()},
				Nearest: n.get("nearest").strs(), IfNone: n.get("if-none").str()}
			of := expr.Dyn
			if !c.absent(n) {
				ok = c.records(s.Selector, n.get("kind"), n.get("role")) && ok
				of = expr.Fact(s.Kind, s.Roles...)
			}
			ok = c.claim(k, "a set") && ok
			c.k.Against = append(c.k.Against, s)
			decls = append(decls, expr.Decl{Name: s.Name, Type: expr.List(of)})
			c.at[s.Name] = k
		}
	}
	if !ok {
		return false
	}
	c.env = c.with(c.base, c.n, append(decls, expr.Decl{Name: "sites", Type: expr.List(site)})...)
	return c.env != nil
}

// absent reports whether a set is optional and of a kind that nobody records.
func (c *checkCompiler) absent(set *node) bool {
	return set.get("optional").bool() && c.reg.schema.Kinds[set.get("kind").str()] == nil
}

// siteRoles returns the roles that facts of a selector may have.
func (c *compiler) siteRoles(s Selector) []string {
	if len(s.Roles) > 0 {
		return s.Roles
	}
	return append([]string{""}, c.reg.roles(s.Kind)...)
}

// claim reports a name that stands for something else already.
func (c *checkCompiler) claim(k *node, what string) bool {
	if have := c.taken[k.text]; have != "" {
		c.reporter.at(k, "choose another name", "`%s` cannot be %s: it is %s already", k.text, what, have)
		return false
	}
	c.taken[k.text] = what
	return true
}

// judging compiles what decides the verdict. None of it may look at sites, which exist only once it is decided.
func (c *checkCompiler) judging() {
	c.k.Each.Where = c.verdict("", c.n.get("each").get("where"), c.env, expr.Bool)
	against := c.n.get("against")
	for i, s := range c.k.Against {
		if c.absent(against.items[i]) {
			continue // nothing of it will be asked, and what its facts would have is not known
		}
		other := c.with(c.env, against.keys[i], expr.Decl{Name: "other", Type: expr.Fact(s.Kind, s.Roles...)})
		s.Where = c.setWhere(s, against.items[i].get("where"), other)
		if s.Where != nil {
			s.Join = s.Where.Join()
		}
	}
	c.k.Require = c.verdict("", c.n.get("require"), c.env, expr.Bool)
	for _, n := range c.n.get("one-per").scalars() {
		c.k.OnePer = append(c.k.OnePer, c.verdict("", n, c.env, expr.Dyn))
	}
}

// setWhere compiles the condition of a set, by default that keys are equal.
func (c *checkCompiler) setWhere(s *FactSet, where *node, env *expr.Env) *expr.Program {
	if !where.isNull() {
		return c.verdict(s.Name, where, env, expr.Bool)
	}
	if env == nil {
		return nil
	}
	p, problems := env.Compile("other.key == key")
	for _, pr := range problems {
		c.reporter.at(c.at[s.Name], pr.Hint, "%s", pr.Message)
	}
	return p
}

// verdict compiles an expression that is asked before findings exist. name is the set it belongs to, if any.
func (c *checkCompiler) verdict(name string, n *node, env *expr.Env, want expr.Type) *expr.Program {
	p := c.program(n, env, want)
	if p == nil {
		return nil
	}
	c.uses[name] = append(c.uses[name], p.Names()...)
	if path := c.reaches(p.Names(), "sites", nil); path != nil {
		c.reporter.at(n, "sites may be used in messages, fixes and the let names they use", "sites are not known yet here%s", via(path))
	}
	return p
}

// reaches returns the let names through which names lead to target: empty but not nil if it stands among them.
func (c *checkCompiler) reaches(names []string, target string, seen []string) []string {
	for _, n := range names {
		switch {
		case n == target:
			return append([]string{}, seen...)
		case slices.Contains(seen, n):
		default:
			if path := c.reaches(c.uses[n], target, append(slices.Clip(seen), n)); path != nil {
				return path
			}
		}
	}
	return nil
}

func via(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return ", through " + strings.Join(path, " → ")
}

// circles reports let names and sets that need themselves.
func (c *checkCompiler) circles() {
	for _, name := range sortedKeys(c.at) {
		if path := c.reaches(c.uses[name], name, nil); path != nil && !c.failed() {
			c.reporter.at(c.at[name], "", "`%s` depends on itself%s", name, via(path))
			return
		}
	}
}

func (c *checkCompiler) related() {
	names := make([]string, 0, len(c.k.Against))
	for _, s := range c.k.Against {
		names = append(names, s.Name)
	}
	n := c.n.get("related")
	if n.isNull() {
		c.k.Related = names
		return
	}
	for _, r := range n.scalars() {
		if !slices.Contains(names, r.str()) {
			c.reporter.at(r, meant(r.str(), names), "related: there is no set `%s`; there are: %s", r.str(), listed(names))
		}
	}
	c.k.Related = n.strs()
}
