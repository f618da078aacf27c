package plan

// moves says which documents the recommended option copies where.
func (m *maker) moves() {
	if m.plan.Recommended != "B" {
		for _, g := range m.groups {
			mv := m.move(m.o.Container, g.container, g.key, func(d *Document) bool { return g.has(d.At.Repo, d.pkg) })
			mv.Condition = m.predicate(g)
			m.plan.Moves = append(m.plan.Moves, mv)
		}
	}
	m.plan.Moves = append(m.plan.Moves, m.move(m.o.Container, m.fresh(), m.target, func(d *Document) bool {
		return m.plan.Recommended == "B" || m.groupFor(d.At.Repo, d.pkg) == nil
	}))
}

func (m *maker) move(source, target, key string, moves func(*Document) bool) Move {
	mv := Move{Source: source, Target: target, SourceKeys: m.keys(), TargetKey: key, Types: []string{}, Others: []string{}, Fill: []Fill{}}
	for i := range m.plan.Documents {
		d := &m.plan.Documents[i]
		if !moves(d) {
			mv.Others = append(mv.Others, d.Name)
			continue
		}
		mv.Types = append(mv.Types, d.Name)
		if own := m.userOf(d.At.Repo, d.pkg).own; own != "" && !hasKey(d.Fields, key) {
			mv.Fill = append(mv.Fill, Fill{d.Name, fieldsOf(own), fieldsOf(key)})
		}
	}
	return mv
}
