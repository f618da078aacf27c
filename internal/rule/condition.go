package rule

import (
	"errors"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/pattern"
)

// condition compiles a condition on a metavariable, nil after a mistake.
func (f *formulaCompiler) condition(op, n *node) pattern.Condition {
	name := n.get("metavariable").str()
	switch op.text {
	case "metavariable-regex":
		c, err := pattern.NewMetavariableRegex(name, n.get("regex").str())
		if err != nil {
			f.regexError(n.get("regex"), err)
			return nil
		}
		return c
	case "metavariable-comparison":
		return f.comparison(n)
	case "metavariable-type":
		types := append(n.get("type").strs(), n.get("types").strs()...)
		if len(types) == 0 {
			f.at(n, "", "metavariable-type needs the key `type` or `types`")
		}
		return &pattern.MetavariableType{Name: name, Types: types}
	case "metavariable-pattern":
		return f.metavariablePattern(n)
	}
	f.at(op, "use metavariable-regex or metavariable-pattern", "`%s` is not supported", op.text)
	return nil
}

func (f *formulaCompiler) comparison(n *node) pattern.Condition {
	src := n.get("comparison")
	c, err := pattern.NewMetavariableComparison(src.str())
	var e *pattern.Error
	switch {
	case errors.As(err, &e):
		f.within(src, e.Offset, e.Hint, "%s", e.Message)
		return nil
	case err != nil:
		f.at(src, "", "%s", err.Error())
		return nil
	}
	c.Name, c.Strip = n.get("metavariable").str(), n.get("strip").bool()
	if base := n.get("base"); !base.isNull() {
		b, ok := plain(base).(int)
		if !ok || b < 2 || b > 36 {
			f.at(base, "", "base must be a whole number from 2 to 36, not %s", shown(base))
		}
		c.Base = b
	}
	return c
}

// metavariablePattern compiles a formula over what a metavariable stands for, perhaps in another language.
func (f *formulaCompiler) metavariablePattern(n *node) pattern.Condition {
	inner := &formulaCompiler{compiler: f.compiler, lang: f.lang, several: f.several, inner: true}
	c := &pattern.MetavariablePattern{Name: n.get("metavariable").str()}
	if l := n.get("language"); !l.isNull() {
		langs, unsupported := readLanguages(l, f.reporter)
		if len(langs) != 1 {
			if len(unsupported) > 0 {
				f.at(l, "allowed: "+listed(languageNames), "code of language `%s` cannot be matched", l.text)
			}
			return nil
		}
		inner.lang, c.Lang, c.Plain = langs[0], patternLang(langs[0]), langs[0] == Regex
	}
	op := f.operator(n, itemSet.keys)
	if op == nil {
		return nil
	}
	c.Formula = inner.operation(op, n.get(op.text))
	return c
}

var comparedName = regexp.MustCompile(`\$[A-Z_][A-Z0-9_]*`)

// unbound reports whether a metavariable can be bound by nothing: bound holds those that patterns mention.
func unbound(name string, bound map[string]bool) bool {
	if bound[name] {
		return false
	}
	numbered := len(name) > 1 && name[0] == '$' && strings.Trim(name[1:], "0123456789") == "" // group of a regular expression
	return !numbered
}
