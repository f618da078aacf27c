package rule

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/pattern"
)

// formula compiles the formula of an entry for each of its languages. It reports whether all metavariables are known, so
// that expressions can be compiled.
func (c *compiler) formula(n *node, e *Entry) bool {
	op := c.operator(n, formulaKeys)
	if op == nil {
		return false
	}
	langs := e.Languages
	if len(langs) == 0 {
		if op.text != "pattern-known" {
			if len(e.Unsupported) == 0 && n.get("languages").isNull() {
				c.at(n, "languages: [typescript], for example", "needs the key `languages`; allowed: %s", listed(languageNames))
			}
			return false
		}
		langs = []string{Go, JavaScript, Python, TypeScript}
	}
	before := len(c.problems)
	e.Formulas = map[string]*pattern.Formula{}
	for _, l := range slices.Backward(langs) { // typescript first: javascript shares its formula
		if l == JavaScript && e.Formulas[TypeScript] != nil {
			e.Formulas[l] = e.Formulas[TypeScript]
			continue
		}
		f := &formulaCompiler{compiler: c, lang: l, several: len(langs) > 1, leads: !n.get("from").isNull()}
		e.Formulas[l] = f.operation(op, n.get(op.text))
		e.LeadNames = append(e.LeadNames, f.leadNames...)
		e.Callees = append(e.Callees, f.callees...)
	}
	e.LeadNames, e.Callees = distinct(e.LeadNames), distinct(e.Callees)
	if len(c.problems) > before {
		return false
	}
	e.Languages = langs
	for _, f := range e.Formulas {
		e.Metavars = append(e.Metavars, f.Metavars()...)
		e.KnownTypes = append(e.KnownTypes, f.Types()...)
	}
	e.Metavars, e.KnownTypes = distinct(e.Metavars), distinct(e.KnownTypes)
	e.Metavars = slices.DeleteFunc(e.Metavars, func(m string) bool { return m == LeadingName }) // nobody wrote it
	return c.conditions(n.get(op.text))
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// operator returns the key of n that is one of keys: there must be one and no other.
func (c *compiler) operator(n *node, keys []key) *node {
	var found *node
	for _, k := range n.keys {
		switch {
		case !slices.ContainsFunc(keys, func(o key) bool { return o.name == k.text }):
		case found != nil:
			c.at(k, "combine them under patterns: (all) or pattern-either: (one)", "`%s` stands beside `%s`; one operator is allowed", k.text, found.text)
			return nil
		default:
			found = k
		}
	}
	if found == nil {
		var names []string
		for _, k := range keys {
			names = append(names, k.name)
		}
		c.at(n, "", "says nothing of the code it is about; needs one of %s", strings.Join(names, ", "))
	}
	return found
}

// formulaCompiler compiles one formula for one language.
type formulaCompiler struct {
	*compiler
	lang    string
	several bool // the entry has other languages too, so messages name this one
	inner   bool // within metavariable-pattern, which may be of negatives alone

	leads     bool     // the leftmost name of the pattern at hand comes from the modules of `from`
	leadNames []string // those found
	callees   []string // dotted names that patterns call as a whole
}

// operation compiles an operator and its operand. After a mistake it returns a formula that is not used.
func (f *formulaCompiler) operation(op, n *node) *pattern.Formula {
	switch op.text {
	case "patterns":
		return f.all(n)
	case "pattern-either":
		var parts []*pattern.Formula
		for _, i := range n.scalars() {
			parts = append(parts, f.item(i))
		}
		return pattern.Any(parts...)
	case "pattern-regex":
		return f.text(n, pattern.OfText)
	case "pattern-not-regex":
		return f.text(n, pattern.NotText)
	case "pattern-known":
		if !f.reg.types[n.str()] {
			f.at(n, meant(n.str(), f.reg.typeNames()), "no known entry makes the type `%s`; there are: %s", n.str(), listed(f.reg.typeNames()))
		}
		return pattern.Known(n.str())
	case "pattern-inside":
		return pattern.Inside(f.nested(n))
	case "pattern-not":
		return pattern.Not(f.negative(n))
	case "pattern-not-inside":
		return pattern.NotInside(f.negative(n))
	}
	return f.pattern(n)
}

// negative compiles what a negative operator drops, whose names come from anywhere.
func (f *formulaCompiler) negative(n *node) *pattern.Formula {
	leads := f.leads
	f.leads = false
	defer func() { f.leads = leads }()
	return f.nested(n)
}

// item compiles a member of patterns or pattern-either.
func (f *formulaCompiler) item(n *node) *pattern.Formula {
	if n.shape == scalarShape {
		return f.pattern(n)
	}
	op := f.operator(n, itemSet.keys)
	if op == nil {
		return pattern.All()
	}
	return f.operation(op, n.get(op.text))
}

// nested compiles a pattern, or the formula that may stand in its place.
func (f *formulaCompiler) nested(n *node) *pattern.Formula {
	if n.shape == scalarShape {
		return f.pattern(n)
	}
	op := f.operator(n, formulaKeys)
	if op == nil {
		return pattern.All()
	}
	return f.operation(op, n.get(op.text))
}

// all compiles patterns: formulas, then conditions and the focus.
func (f *formulaCompiler) all(n *node) *pattern.Formula {
	var parts []*pattern.Formula
	var conditions []pattern.Condition
	var focus [][]string
	leads := f.leads
	defer func() { f.leads = leads }()
	for _, i := range n.scalars() {
		// Of patterns that hold together the first one says where its name comes from.
		f.leads = leads && len(f.leadNames) == 0
		if i.shape != mappingShape {
			parts = append(parts, f.pattern(i))
			continue
		}
		op := f.operator(i, itemSet.keys)
		if op == nil {
			continue
		}
		switch v := i.get(op.text); {
		case op.text == "focus-metavariable":
			focus = append(focus, v.strs())
		case strings.HasPrefix(op.text, "metavariable-"):
			if c := f.condition(op, v); c != nil {
				conditions = append(conditions, c)
			}
		default:
			parts = append(parts, f.operation(op, v))
		}
	}
	out := pattern.All(parts...)
	if !f.inner && !out.Positive() && !f.failed() {
		f.at(n, "add a pattern:, pattern-either: or pattern-inside:", "patterns needs something to find: these operators only filter")
	}
	if len(conditions) > 0 {
		out = out.Where(conditions...)
	}
	for _, names := range focus {
		out = out.Focus(names...)
	}
	return out
}

// pattern compiles a code pattern.
func (f *formulaCompiler) pattern(n *node) *pattern.Formula {
	lang := patternLang(f.lang)
	if lang == 0 {
		f.at(n, "use pattern-regex, or name a programming language", "languages: [%s] reads text and knows no code patterns", f.lang)
		return pattern.All()
	}
	p, err := pattern.Compile(n.text, lang)
	if err != nil {
		f.patternError(n, err)
		return pattern.All()
	}
	if m := wholeCall.FindStringSubmatch(n.text); m != nil {
		f.callees = append(f.callees, m[1])
	}
	if f.leads {
		src, name := lead(n.text)
		if led, err := pattern.Compile(src, lang); err == nil && name != "" {
			p = led
			f.leadNames = append(f.leadNames, name)
		}
	}
	return pattern.Of(p)
}

func (f *formulaCompiler) patternError(n *node, err error) {
	prefix := ""
	if f.several {
		prefix = "as " + f.lang + ": "
	}
	var e *pattern.Error
	if errors.As(err, &e) {
		if n.flow && n.style == 0 && expr.CutShort(n.text) {
			e.Hint = expr.FlowMappingHint
		}
		f.within(n, e.Offset, e.Hint, "%s%s", prefix, e.Message)
		return
	}
	f.at(n, "", "%s%s", prefix, err.Error())
}

// patternLang is the language in which a pattern is written; 0 for text.
func patternLang(language string) pattern.Lang {
	switch language {
	case TypeScript:
		return pattern.TypeScript
	case JavaScript:
		return pattern.JavaScript
	case Python:
		return pattern.Python
	case Go:
		return pattern.Go
	}
	return 0
}

// text compiles a regular expression over the file's text.
func (f *formulaCompiler) text(n *node, of func(*pattern.Regexp) *pattern.Formula) *pattern.Formula {
	r, err := pattern.CompileTextRegexp(n.str())
	if err != nil {
		f.regexError(n, err)
		return pattern.All()
	}
	return of(r)
}

func (f *formulaCompiler) regexError(n *node, err error) {
	message := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	f.at(n, "Perl's syntax, (?P<NAME>…) binds $NAME", "not a regular expression: %s", message)
}

var metavarName = regexp.MustCompile(`\$(?:\.\.\.)?[A-Z_][A-Z0-9_]*|\(\?P?<[A-Z_][A-Z0-9_]*>`)

// conditions reports metavariables that a condition or the focus names and no pattern of the entry mentions.
func (c *compiler) conditions(formula *node) bool {
	bound := map[string]bool{}
	collect(formula, bound)
	before := len(c.problems)
	c.namedIn(formula, bound)
	return len(c.problems) == before
}

// collect gathers the metavariables in patterns and regular expressions.
func collect(n *node, bound map[string]bool) {
	if n == nil {
		return
	}
	if n.shape == scalarShape {
		for _, m := range metavarName.FindAllString(n.text, -1) {
			if group, ok := strings.CutPrefix(m, "(?"); ok {
				m = "$" + strings.TrimSuffix(group[strings.IndexByte(group, '<')+1:], ">")
			}
			bound[m] = true
		}
		return
	}
	for i, v := range n.items {
		if n.shape == mappingShape && !holdsCode(n.keys[i].text) {
			continue
		}
		collect(v, bound)
	}
}

// holdsCode reports whether the value of a key binds metavariables rather than naming them.
func holdsCode(key string) bool {
	switch key {
	case "metavariable", "focus-metavariable", "comparison", "regex":
		return false
	}
	return true
}

// namedIn checks the metavariables that conditions name.
func (c *compiler) namedIn(n *node, bound map[string]bool) {
	if n == nil || n.shape == scalarShape {
		return
	}
	for i, v := range n.items {
		key := ""
		if n.shape == mappingShape {
			key = n.keys[i].text
		}
		switch key {
		case "metavariable", "focus-metavariable":
			for _, m := range v.scalars() {
				c.mustBind(m, 0, m.str(), bound)
			}
		case "comparison":
			for _, at := range comparedName.FindAllStringIndex(v.str(), -1) {
				c.mustBind(v, at[0], v.text[at[0]:at[1]], bound)
			}
		default:
			c.namedIn(v, bound)
		}
	}
}

func (c *compiler) mustBind(n *node, offset int, name string, bound map[string]bool) {
	if unbound(name, bound) {
		names := sortedKeys(bound)
		c.within(n, offset, meant(name, names), "no pattern here binds `%s`; bound are: %s", name, listed(names))
	}
}
