package rule

import (
	"slices"
	"strings"
)

// resolve lays a check over those it extends and returns the ids of these, nearest first. What stands in the way is
// reported at the check itself; ok is false then.
func (g *registry) resolve(n *node, r *reporter) (full *node, extends []string, ok bool) {
	full = n
	seen := []string{n.get("id").str()}
	for at := n; ; {
		e := at.get("extends")
		if e.isNull() {
			break
		}
		own := n.get("extends")
		if slices.Contains(seen, e.str()) {
			r.at(own, "", "checks extend each other in a circle: %s", strings.Join(append(seen, e.str()), " → "))
			return nil, nil, false
		}
		base := g.checks[e.str()]
		if base == nil {
			if at == n {
				r.at(own, meant(e.str(), sortedKeys(g.checks)), "extends `%s`, and there is no such check; there are: %s", e.str(), listed(sortedKeys(g.checks)))
			} else {
				r.at(own, "", "extends `%s`, which extends `%s`, and there is no such check", own.str(), e.str())
			}
			return nil, nil, false
		}
		full = layOver(base, full, r)
		seen, extends, at = append(seen, e.str()), append(extends, e.str()), base
	}
	return full.without("extends"), extends, true
}

// layOver lays a check over its base. Params merge by name; a default must keep the type that the base's expressions rely
// on.
func layOver(base, over *node, r *reporter) *node {
	full := overlay(base, over, "extends")
	p, q := base.get("params"), over.get("params")
	if p == nil || q == nil || p.shape != mappingShape || q.shape != mappingShape {
		return full
	}
	for i, k := range q.keys {
		if d := p.get(k.text); !d.isNull() && !q.items[i].isNull() {
			typeOf(d).accepts(q.items[i], "param `"+k.text+"`, as in the check that is extended,", r)
		}
	}
	return full.with(over.key("params"), overlay(p, q))
}
