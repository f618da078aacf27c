package rule

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/expr"
)

// registry is what all files together state, so that one file may ask for what another makes.
type registry struct {
	schema  *expr.Schema
	types   map[string]bool
	modules map[string]bool // that known entries ask for with `from`
	lists   map[string][]string
	ids     map[string]*node // where an id was first given
	checks  map[string]*node
}

// Recorded is a kind of fact that something other than a rule file records: a Go pass, or an imported facts file.
type Recorded struct {
	Kind, Role string
	Attributes []string
}

func newRegistry(also []Recorded) *registry {
	g := &registry{schema: &expr.Schema{Kinds: map[string]map[string][]string{}}, types: map[string]bool{}, modules: map[string]bool{},
		lists: map[string][]string{}, ids: map[string]*node{}, checks: map[string]*node{}}
	for _, k := range also {
		g.record(k.Kind, k.Role, k.Attributes)
	}
	return g
}

func (g *registry) record(kind, role string, attributes []string) {
	roles := g.schema.Kinds[kind]
	if roles == nil {
		roles = map[string][]string{}
		g.schema.Kinds[kind] = roles
	}
	have := append(roles[role], attributes...)
	slices.Sort(have)
	roles[role] = slices.Compact(have)
}

// recordFact enters what a facts entry states, once for each case. It does not mind mistakes: they are reported elsewhere,
// and what they leave legible keeps other files from being blamed.
func (g *registry) recordFact(n *node, kind string) {
	for _, c := range casesOf(n) {
		k := c.get("kind").str()
		if k == "" {
			k = kind
		}
		var attributes []string
		if a := c.get("attributes"); a != nil {
			for _, n := range a.keys {
				attributes = append(attributes, n.text)
			}
		}
		if k != "" {
			g.record(k, c.get("role").str(), attributes)
		}
	}
}

func (g *registry) recordKnown(n *node) {
	if list := n.get("names").str(); list != "" {
		values := append(g.lists[list], n.get("values").strs()...)
		slices.Sort(values)
		g.lists[list] = slices.Compact(values)
	}
	for _, c := range casesOf(n) {
		for _, t := range c.get("is").strs() {
			g.types[t] = true
		}
		for _, m := range c.get("from").strs() {
			g.modules[m] = true
		}
	}
}

// recordID reports an id that stands twice.
func (g *registry) recordID(n *node, r *reporter) {
	id := n.get("id")
	if id.str() == "" {
		return
	}
	if first := g.ids[id.text]; first != nil {
		line, _ := first.file.position(first.start)
		r.at(id, "give one of them another id", "id `%s` stands twice; the first is in %s, line %d", id.text, first.file.name, line)
		return
	}
	g.ids[id.text] = id
}

func (g *registry) typeNames() []string { return sortedKeys(g.types) }

func (g *registry) roles(kind string) []string {
	var out []string
	for r := range g.schema.Kinds[kind] {
		if r != "" {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
