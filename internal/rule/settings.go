package rule

import (
	"slices"
)

// tuning is what the configuration says, by rule id.
type tuning struct {
	severity map[string]string
	disabled map[string]bool
	enabled  map[string]bool
	params   map[string]map[string]*node
}

// tune is what the configuration says about one check.
type tune struct {
	severity string
	enabled  bool
	params   map[string]*node
}

func (t *tuning) of(id string) tune {
	return tune{severity: t.severity[id], enabled: t.enabled[id], params: t.params[id]}
}

// settings checks what the configuration says about rules: the ids and names must exist, and values must have the types
// of the defaults.
func (l *loader) settings(o Options) {
	r := &reporter{}
	l.files = append(l.files, r)
	l.tuned = tuning{severity: map[string]string{}, disabled: map[string]bool{}, enabled: map[string]bool{},
		params: map[string]map[string]*node{}}
	judged := l.idsOf("checks", "rules")
	known := l.idsOf(lists...)
	for _, own := range l.own {
		judged, known = append(judged, own.ID), append(known, own.ID)
	}
	for _, s := range o.Severity {
		if !slices.Contains(severityForm, s.Value) {
			r.setting(s.Pos, meant(s.Value, severityForm), "severity must be one of %s, not `%s`", listed(severityForm), s.Value)
			continue
		}
		if l.knownID(s, judged, "severity", r) {
			l.tuned.severity[s.ID] = s.Value
		}
	}
	for _, s := range o.Disable {
		l.tuned.disabled[s.ID] = l.knownID(s, known, "disable", r)
	}
	for _, s := range o.Enable {
		l.tuned.enabled[s.ID] = l.knownID(s, l.idsOf("checks"), "enable", r)
	}
	for _, s := range o.Views {
		l.knownID(s, judged, "views", r)
	}
	for _, p := range o.Params {
		l.param(p, r)
	}
}

// idsOf returns the ids in these lists, sorted.
func (l *loader) idsOf(of ...string) []string {
	var out []string
	for _, u := range l.units {
		if id := u.node.get("id").str(); id != "" && slices.Contains(of, u.list) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (l *loader) knownID(s Setting, ids []string, key string, r *reporter) bool {
	if slices.Contains(ids, s.ID) {
		return true
	}
	r.setting(s.Pos, meant(s.ID, ids), "%s: there is no `%s`; allowed: %s", key, s.ID, listed(ids))
	return false
}

// param checks one param of the configuration against the default of the check.
func (l *loader) param(p ParamSetting, r *reporter) {
	checks := l.idsOf("checks")
	if !l.knownID(Setting{ID: p.ID, Pos: p.Pos}, checks, "params", r) {
		return
	}
	var defaults *node
	for _, u := range l.units {
		if u.list == "checks" && u.node.get("id").str() == p.ID {
			defaults = u.node.get("params")
		}
	}
	d := defaults.get(p.Name)
	if d.isNull() {
		var names []string
		if defaults != nil {
			for _, k := range defaults.keys {
				names = append(names, k.text)
			}
		}
		r.setting(p.Pos, meant(p.Name, names), "%s has no param `%s`; it has: %s", p.ID, p.Name, listed(names))
		return
	}
	n := fromYAML(&file{name: p.Pos.File, marks: true}, p.Node, r)
	if !typeOf(d).accepts(n, "param `"+p.Name+"` of "+p.ID, r) {
		return
	}
	if l.tuned.params[p.ID] == nil {
		l.tuned.params[p.ID] = map[string]*node{}
	}
	l.tuned.params[p.ID][p.Name] = n
}

// setting reports a problem at a place of the configuration.
func (r *reporter) setting(p Pos, hint, format string, args ...any) {
	f := &file{name: p.File, marks: true}
	r.at(&node{file: f, start: f.offset(p.Line, p.Column)}, hint, format, args...)
}
