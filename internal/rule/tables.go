package rule

import "slices"

// The key tables of rule files. Each exists once: decoding, messages, schema and documentation read them.

var (
	attrName     = nameForm{noun: "a name"}
	idName       = nameForm{noun: "an id", more: "-./:@"}
	kindName     = nameForm{noun: "a kind", more: "-."}
	columnName   = nameForm{noun: "the title of a column", more: " -.,:/'()"}
	roleName     = nameForm{noun: "a role", more: "-."}
	typeName     = nameForm{noun: "a type", more: "-."}
	exprForm     = codeForm{"an expression"}
	patternForm  = codeForm{"a pattern"}
	templateForm = textForm{"a template"}
	proseForm    = textForm{"a text"}
	regexForm    = textForm{"a regular expression"}
	globsForm    = listForm{of: textForm{"a glob"}, single: true, empty: true}
	metavarForm  = textForm{"a metavariable such as $X"}
)

var fileSet = &keySet{name: "a rule file", doc: "A file of connaudit's rules.", keys: []key{
	{"known", listForm{of: knownForm{}, empty: true}, false, "what library code means"},
	{"facts", listForm{of: setForm{factSet}, empty: true}, false, "what code states"},
	{"checks", listForm{of: setForm{checkSet}, empty: true}, false, "what must hold between facts"},
	{"tables", listForm{of: setForm{tableSet}, empty: true}, false, "facts joined for people"},
	{"rules", listForm{of: setForm{ruleSet}, empty: true}, false, "Semgrep rules: code that is a finding by itself"},
}}

// formulaKeys lists the operators of which one begins a formula. Conditions stand only among the items of patterns.
var formulaKeys = []key{
	{"pattern", patternForm, false, "code that looks like this"},
	{"patterns", formulasForm(), false, "all of these hold"},
	{"pattern-either", formulasForm(), false, "one of these holds"},
	{"pattern-regex", regexForm, false, "text that matches; (?P<NAME>…) binds $NAME"},
	{"pattern-known", typeName, false, "code that a known entry gives this type"},
}

// narrowingKeys lists what else may be an item of patterns.
var narrowingKeys = []key{
	{"pattern-inside", nestedForm, false, "the match lies within this"},
	{"pattern-not", nestedForm, false, "the match is not this"},
	{"pattern-not-inside", nestedForm, false, "the match does not lie within this"},
	{"pattern-not-regex", regexForm, false, "no text of the match matches"},
	{"metavariable-regex", setForm{metavariableRegex}, false, "what a metavariable is bound to matches, from its start"},
	{"metavariable-pattern", setForm{metavariablePattern}, false, "what a metavariable is bound to matches a formula"},
	{"metavariable-comparison", setForm{metavariableComparison}, false, "a comparison in Python's syntax holds"},
	{"metavariable-type", setForm{metavariableType}, false, "a metavariable has a type"},
	{"focus-metavariable", listForm{of: metavarForm, single: true}, false, "the finding is what this is bound to"},
}

// foreignKeys lists operators of Semgrep that connaudit does not offer; a rule with one is reported as unsupported.
var foreignKeys = []key{
	{"metavariable-analysis", foreignForm{}, false, "not supported"},
	{"metavariable-name", foreignForm{}, false, "not supported"},
	{"pattern-where-python", foreignForm{}, false, "not supported"},
}

// nestedForm is a pattern, or a whole formula.
var nestedForm = eitherForm{patternForm, setForm{formulaSet}}

func formulasForm() form {
	return listForm{of: eitherForm{patternForm, setForm{itemSet}}}
}

var (
	formulaSet          = &keySet{name: "a formula", doc: "One operator of a formula."}
	itemSet             = &keySet{name: "an item of a formula", doc: "One operator of a formula, or a condition on it."}
	metavariablePattern = &keySet{name: "metavariable-pattern", doc: "A formula over what a metavariable is bound to."}
)

// Formulas hold formulas: the tables that refer to themselves get their keys last.
func init() {
	formulaSet.keys = formulaKeys
	itemSet.keys = slices.Concat(formulaKeys, narrowingKeys, foreignKeys)
	metavariablePattern.keys = slices.Concat([]key{
		{"metavariable", metavarForm, true, "the metavariable"},
		{"language", proseForm, false, "read the bound string as this language"},
	}, formulaKeys, narrowingKeys)
}

var metavariableRegex = &keySet{name: "metavariable-regex", doc: "A condition on what a metavariable is bound to.", keys: []key{
	{"metavariable", metavarForm, true, "the metavariable"},
	{"regex", regexForm, true, "anchored at the left"},
	{"constant-propagation", flagForm{}, false, "look at the constant behind a name"},
}}

var metavariableComparison = &keySet{name: "metavariable-comparison", doc: "A comparison in Python's syntax.", keys: []key{
	{"metavariable", metavarForm, false, "the metavariable that strip and base are about"},
	{"comparison", exprForm, true, "for example $X > 10"},
	{"base", anyForm{}, false, "base of the number"},
	{"strip", flagForm{}, false, "take the quotes off first"},
}}

var metavariableType = &keySet{name: "metavariable-type", doc: "A condition on the type of a metavariable.", keys: []key{
	{"metavariable", metavarForm, true, "the metavariable"},
	{"type", textForm{"a type"}, false, "its type"},
	{"types", listForm{of: textForm{"a type"}}, false, "one of its types"},
}}

var pathsSet = &keySet{name: "paths", doc: "Which files are read.", keys: []key{
	{"include", globsForm, false, "globs of which one must match"},
	{"exclude", globsForm, false, "globs of which none may match"},
}}

// matchKeys lists what known, facts and rules have in common.
var matchKeys = slices.Concat(formulaKeys, []key{
	{"languages", listForm{of: proseForm, single: true}, false, "typescript, javascript, python, go, regex, generic, or their aliases"},
	{"paths", setForm{pathsSet}, false, "which files are read"},
	{"options", anyForm{}, false, "Semgrep's matching options"},
	{"where", exprForm, false, "kept only where this is true"},
})

// entryKeys lists what known and facts have beyond that.
var entryKeys = slices.Concat(matchKeys, []key{
	{"id", idName, false, "so that disable: [id] can name the entry"},
	{"from", listForm{of: textForm{"a module"}, single: true}, false, "modules from which the pattern's leftmost name is imported; <global>: bound by nothing in the file"},
})

var withKey = key{"with", mapForm{attrName, exprForm}, false, "attributes of the object, each an expression"}

var knownSet = withCases(&keySet{name: "a known entry", doc: "What library code means.", keys: slices.Concat(entryKeys, []key{
	{"is", listForm{of: typeName, single: true}, false, "the matched expression is an object of this type"},
	{"changes", textForm{"a metavariable such as $X, or a full name"}, false, "what the matched statement changes: the object bound to a metavariable, or what a library or the language calls by this full name"},
	withKey,
})})

var namesSet = &keySet{name: "a list of names", doc: "Names that functions and rules read by listed().", keys: []key{
	{"id", idName, false, "so that disable: [id] can name the entry"},
	{"names", nameForm{noun: "the name of a list", more: "-."}, true, "name of the list; all files add to it"},
	{"values", listForm{of: textForm{"a glob"}, empty: true}, true, "globs"},
}}

var factSet = withCases(&keySet{name: "a facts entry", doc: "A fact that code states.", keys: slices.Concat(entryKeys, []key{
	{"kind", kindName, true, "what the fact is about"},
	{"role", roleName, false, "what the code does to it"},
	{"key", exprForm, true, "which one it is about"},
	{"split", flagForm{}, false, "the key is a list or an object: one fact for each element or key, where it is written"},
	{"value", exprForm, false, "what is said of it"},
	{"attributes", mapForm{attrName, exprForm}, false, "further data, each an expression"},
})})

// inPlaceSet is a fact stated in a check, whose kind is the check's.
var inPlaceSet = func() *keySet {
	s := *factSet
	s.name = "a fact stated in a check"
	s.keys = slices.Clone(s.keys)
	s.find("kind").required = false
	return &s
}()

// withCases adds the key cases: each case is the entry with its own keys laid over, so it may have the same ones.
func withCases(s *keySet) *keySet {
	c := &keySet{name: "a case of " + s.name, doc: "Keys laid over those of the entry."}
	for _, k := range s.keys {
		if k.name != "id" {
			c.keys = append(c.keys, key{k.name, k.is, false, k.doc})
		}
	}
	s.excuse = "cases"
	s.keys = append(s.keys, key{"cases", listForm{of: setForm{c}}, false, "the entry once for each, with these keys laid over"})
	return s
}

var severityForm = choiceForm{"error", "warning", "info"}
var priorityForm = choiceForm{"P0", "P1", "P2", "P3"}

var checkSet = &keySet{name: "a check", doc: "What must hold in one place, in a package, a repository, or across repositories.", excuse: "extends", keys: []key{
	{"id", idName, true, "its name in findings and configuration"},
	{"extends", idName, false, "the check whose keys these are laid over"},
	{"category", idName, true, "heading under which findings are reported"},
	{"severity", severityForm, true, "how it is shown, and whether it fails the run"},
	{"priority", priorityForm, true, "when to fix it"},
	{"why", proseForm, true, "why it is bad"},
	{"bad", proseForm, true, "code that violates it"},
	{"good", proseForm, true, "the same code as it should be"},
	{"metadata", anyForm{}, false, "passed on with findings"},
	{"params", mapForm{attrName, anyForm{}}, false, "defaults that connaudit.yaml may override; they fix the types"},
	{"each", setForm{eachSet}, true, "the facts that are judged"},
	{"let", mapForm{attrName, exprForm}, false, "names for expressions"},
	{"against", mapForm{attrName, setForm{againstSet}}, false, "sets of facts to compare with"},
	{"require", exprForm, true, "true: ok, false: violation"},
	{"one-per", listForm{of: exprForm, single: true}, false, "one finding for each distinct combination"},
	{"roll-up", setForm{rollUpSet}, false, "which member of a family is reported"},
	{"convention", setForm{conventionSet}, false, "judged only where the team does it already"},
	{"cause", setForm{causeSet}, false, "the one place that would resolve several findings"},
	{"message", templateForm, true, "what a finding says"},
	{"ok", templateForm, false, "what already correct says about a site"},
	{"related", listForm{of: attrName, single: true, empty: true}, false, "sets whose facts are shown with the finding"},
	{"fixes", listForm{of: setForm{fixSet}, empty: true}, false, "edits that resolve a finding"},
	{"unit", setForm{unitSet}, false, "what a summary counts; default: findings"},
	{"report", setForm{reportSet}, false, "what the report says of the check besides its findings"},
}}

var unitSet = &keySet{name: "unit", doc: "What a summary counts.", keys: []key{
	{"name", proseForm, true, "what is counted, in the singular"},
	{"plural", proseForm, false, "default: the name and an s"},
	{"of", listForm{of: exprForm, single: true}, false, "expressions; findings that agree in all of them count as one; default: each counts"},
}}

var reportSet = &keySet{name: "report", doc: "What the report says of a check besides its findings.", keys: []key{
	{"title", proseForm, false, "heading of the table"},
	{"rows", choiceForm{"finding", "site"}, false, "a row for each finding, the default, or for each judged site that counts with a finding"},
	{"group", templateForm, false, "rows that agree in this text are a table with it as heading"},
	{"columns", mapForm{columnName, templateForm}, false, "columns beside the place, each a template"},
	{"matrix", setForm{matrixSet}, false, "a table of all judged sites, coloured by verdict"},
}}

var matrixSet = &keySet{name: "matrix", doc: "A table of all judged sites.", keys: []key{
	{"row", templateForm, true, "the row that a site belongs to"},
	{"column", templateForm, true, "its column"},
	{"cell", templateForm, true, "what stands there"},
}}

var tableSet = &keySet{name: "a table", doc: "Facts of one kind, joined for people.", keys: slices.Concat([]key{
	{"id", idName, false, "so that it can be disabled"},
	{"title", proseForm, true, "its heading"},
}, selectorKeys, []key{
	{"rows", mapForm{columnName, templateForm}, true, "the first columns, each a template; facts that agree in all of them are one row"},
	{"columns", mapForm{columnName, setForm{factColumnSet}}, true, "what else a row shows"},
	{"definition", rolesForm, false, "facts of these roles say what the key is: where an editor's \"go to definition\" leads"},
})}

var factColumnSet = &keySet{name: "a column", doc: "Facts of a row.", keys: []key{
	selectorKeys[1], selectorKeys[2],
	{"of", exprForm, false, "a list, or an object whose keys count: an entry for each member, called item; default: one for each fact"},
	{"text", templateForm, false, "what an entry says; default: its place alone"},
	{"at", exprForm, false, "place of an entry, null for none; default: the fact's"},
}}

var rolesForm = listForm{of: roleName, single: true}

var selectorKeys = []key{
	{"kind", kindName, true, "the kind of fact"},
	{"role", rolesForm, false, "one of these roles"},
	{"where", exprForm, false, "only those of which this is true"},
}

var eachSet = &keySet{name: "each", doc: "The sites of a check.", keys: []key{
	{"kind", kindName, false, "the kind of fact; default: the check's id"},
	selectorKeys[1], selectorKeys[2],
	{"facts", listForm{of: setForm{inPlaceSet}}, false, "facts stated in place, which see the params"},
}}

var scopeForm = choiceForm{"package", "repo", "workspace"}

var againstSet = &keySet{name: "a set of facts", doc: "Facts to compare a site with.", keys: slices.Concat(selectorKeys, []key{
	{"nearest", listForm{of: scopeForm, single: true}, false, "only those of the first scope that has any"},
	{"if-none", choiceForm{"ok", "violation", "unknown"}, false, "verdict where no fact belongs"},
	{"optional", flagForm{}, false, "empty where no loaded file records the kind; else that is an error"},
})}

var alsoSet = &keySet{name: "also", doc: "Facts that show a convention.", keys: selectorKeys}

var rollUpSet = &keySet{name: "roll-up", doc: "Sites that are a family.", keys: []key{
	{"by", attrName, true, "attribute that members of a family share"},
	{"head", roleName, true, "role of the head"},
}}

var conventionSet = &keySet{name: "convention", doc: "Where a check is judged at all.", keys: []key{
	{"in", scopeForm, true, "the scope in which somebody must do it already"},
	{"also", setForm{alsoSet}, false, "facts that are evidence too"},
}}

var causeSet = &keySet{name: "cause", doc: "The place whose change resolves several findings.", keys: []key{
	{"at", exprForm, true, "the place"},
	{"message", templateForm, true, "what its finding says"},
	{"priority", priorityForm, false, "default: the check's"},
	{"severity", severityForm, false, "default: the check's"},
	{"fixes", listForm{of: setForm{fixSet}, empty: true}, false, "edits at that place"},
}}

var fixSet = &keySet{name: "a fix", doc: "An edit that resolves a finding.", keys: []key{
	{"title", templateForm, true, "verb phrase"},
	{"languages", listForm{of: proseForm, single: true}, false, "languages it is for; default: all"},
	{"where", exprForm, false, "offered only where this is true"},
	{"safe", flagForm{}, false, "may be applied unseen; default false"},
	{"replace", setForm{replaceSet}, false, "replace code"},
	{"add", setForm{addSet}, false, "add an entry to an object, dict, options or header map"},
	{"append", setForm{appendSet}, false, "append text to a file"},
}}

var replaceSet = &keySet{name: "replace", doc: "Replaces code.", keys: []key{
	{"at", exprForm, true, "the code that is replaced"},
	{"code", templateForm, true, "the new code"},
	{"import", templateForm, false, "import that the code needs"},
}}

var addSet = &keySet{name: "add", doc: "Adds an entry to an object.", keys: []key{
	{"to", exprForm, true, "the object"},
	{"key", templateForm, true, "key of the entry"},
	{"code", templateForm, true, "code of its value"},
	{"import", templateForm, false, "import that the code needs"},
}}

var appendSet = &keySet{name: "append", doc: "Appends text to a file.", keys: []key{
	{"to", exprForm, true, "path of the file"},
	{"text", templateForm, true, "the text"},
}}

var fixRegexSet = &keySet{name: "fix-regex", doc: "A replacement by regular expression.", keys: []key{
	{"regex", regexForm, true, "what is replaced"},
	{"replacement", codeForm{"a text"}, true, "by what; \\1 is the first group"},
	{"count", anyForm{}, false, "how many times at most"},
}}

var ruleSeverityForm = func() choiceForm {
	var out choiceForm
	for _, s := range ruleSeverity {
		out = append(out, s.name)
	}
	return out
}()

var ruleSet = &keySet{name: "a rule", doc: "A Semgrep rule.", keys: slices.Concat(matchKeys, foreignKeys, []key{
	{"id", idName, true, "its name in findings and configuration"},
	{"message", proseForm, true, "what a finding says; $X is the code bound to it"},
	{"severity", ruleSeverityForm, true, "how it is shown"},
	{"category", proseForm, false, "heading under which findings are reported"},
	{"priority", priorityForm, false, "when to fix it"},
	{"why", proseForm, false, "why it is bad"},
	{"bad", proseForm, false, "code that violates it"},
	{"good", proseForm, false, "the same code as it should be"},
	{"metadata", anyForm{}, false, "passed on with findings"},
	{"fix", codeForm{"code"}, false, "replaces the match; $X is the code bound to it"},
	{"fix-regex", setForm{fixRegexSet}, false, "replaces part of the match"},
	{"mode", proseForm, false, "search; other modes are not supported"},
	{"min-version", anyForm{}, false, "Semgrep's; not used"},
	{"max-version", anyForm{}, false, "Semgrep's; not used"},
	{"product", anyForm{}, false, "Semgrep's; not used"},
	{"tests", anyForm{}, false, "Semgrep's; not used"},
}, modeKeys())}

// modeKeys are keys of modes that are not supported: a rule with one is reported as such, so its other keys matter not.
func modeKeys() []key {
	var out []key
	for _, n := range []string{"pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators", "match", "taint",
		"join", "extract", "steps", "step", "dest-language", "transform", "reduce", "requires"} {
		out = append(out, key{n, foreignForm{}, false, "of a mode that is not supported"})
	}
	return out
}

// knownForm is a known entry or a list of names.
type knownForm struct{}

func (knownForm) set(n *node) *keySet {
	if n.get("names") != nil || n.get("values") != nil {
		return namesSet
	}
	return knownSet
}
func (knownForm) what() string { return "a mapping" }
func (f knownForm) check(n *node, r *reporter) {
	s := f.set(n)
	s.check(n, r)
	s.missing(n, r)
}
func (knownForm) schema(d *definitions) map[string]any {
	return map[string]any{"anyOf": []any{d.ref(knownSet), d.ref(namesSet)}}
}
