package rule

import (
	"slices"
	"strings"
)

// ruleSeverity maps the severities of Semgrep rules, and our own, to ours.
var ruleSeverity = []struct{ name, is string }{
	{"ERROR", "error"}, {"WARNING", "warning"}, {"INFO", "info"},
	{"CRITICAL", "error"}, {"HIGH", "error"}, {"MEDIUM", "warning"}, {"LOW", "info"},
	{"INVENTORY", "info"}, {"EXPERIMENT", "info"},
	{"error", "error"}, {"warning", "warning"}, {"info", "info"},
}

// defaultPriority is what a rule that states no priority gets.
var defaultPriority = map[string]string{"error": "P1", "warning": "P2", "info": "P3"}

// rule compiles a Semgrep rule.
func (c *compiler) rule(n *node) *Rule {
	k := &Rule{Message: n.get("message").str(), Fix: n.get("fix").str(), Metadata: plainMap(n.get("metadata"))}
	for _, s := range ruleSeverity {
		if s.name == n.get("severity").str() {
			k.Severity = s.is
		}
	}
	k.Category = documented(n, "category", "rules")
	k.Priority = documented(n, "priority", "")
	if !slices.Contains(priorityForm, k.Priority) {
		k.Priority = defaultPriority[k.Severity] // metadata of foreign files may mean something else by the word
	}
	k.Why, k.Bad, k.Good = documented(n, "why", ""), documented(n, "bad", ""), documented(n, "good", "")
	k.FixRegex = c.fixRegex(n.get("fix-regex"))
	k.NotOffered = notOffered(n)
	if k.NotOffered != "" {
		line, column := n.file.position(n.start)
		k.Entry = Entry{ID: n.get("id").str(), Pos: Pos{n.file.name, line, column}}
		return k
	}
	k.Entry, _ = c.entry(n, nil)
	if len(k.Languages) == 0 && len(k.Unsupported) > 0 {
		k.NotOffered = "language " + strings.Join(k.Unsupported, ", ")
	}
	return k
}

// documented returns a text of the rule, or of its metadata.
func documented(n *node, key, otherwise string) string {
	for _, m := range []*node{n, n.get("metadata")} {
		if s := m.get(key).str(); s != "" {
			return s
		}
	}
	return otherwise
}

// notOffered names what keeps a well-formed rule of Semgrep from running here; empty for nothing.
func notOffered(n *node) string {
	if mode := n.get("mode").str(); mode != "" && mode != "search" {
		return "mode: " + mode
	}
	for _, k := range modeKeys() {
		if n.get(k.name) != nil {
			return k.name
		}
	}
	if slices.Contains(n.get("languages").strs(), "generic") && holdsPattern(n) {
		return "code patterns in languages: [generic]"
	}
	return foreignOperator(n)
}

// holdsPattern reports whether a formula has a code pattern anywhere.
func holdsPattern(n *node) bool {
	if n == nil || n.shape == scalarShape {
		return false
	}
	for i, v := range n.items {
		if n.shape == mappingShape && (n.keys[i].text == "metadata" || n.keys[i].text == "options") {
			continue
		}
		if n.shape == mappingShape && n.keys[i].text == "pattern" || holdsPattern(v) {
			return true
		}
	}
	return false
}

// foreignOperator finds an operator that is not offered, anywhere in a formula.
func foreignOperator(n *node) string {
	for _, k := range foreignKeys {
		if n.get(k.name) != nil {
			return k.name
		}
	}
	if n == nil || n.shape == scalarShape {
		return ""
	}
	if l := n.get("language").str(); l != "" {
		if name, ok := languages[strings.ToLower(l)]; ok && name == "" {
			return "language: " + l
		}
	}
	for i, v := range n.items {
		if n.shape == mappingShape && n.keys[i].text == "metadata" {
			continue
		}
		if f := foreignOperator(v); f != "" {
			return f
		}
	}
	return ""
}

func (c *compiler) fixRegex(n *node) *FixRegex {
	if n.isNull() {
		return nil
	}
	f := &FixRegex{Regex: n.get("regex").str(), Replacement: n.get("replacement").str()}
	if count := n.get("count"); !count.isNull() {
		i, ok := plain(count).(int)
		if !ok || i < 0 {
			c.at(count, "", "count must be a whole number, not %s", shown(count))
		}
		f.Count = i
	}
	return f
}
