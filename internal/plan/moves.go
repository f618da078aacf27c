package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/plan/script"
)

// moves says which documents the recommended option copies where.
func (m *maker) moves() {
	if m.plan.Recommended != "B" {
		for _, g := range m.groups {
			m.plan.Moves = append(m.plan.Moves, m.move(g.container, g.key, g.is))
		}
	}
	all := m.plan.Recommended == "B" || len(m.groups) == 0
	m.plan.Moves = append(m.plan.Moves, m.move(m.fresh(), m.target, func(u *user) bool { return all || m.groupFor(u.repo, u.pkg) == nil }))
}

// is reports whether a package is one of the group.
func (g *group) is(u *user) bool { return slices.Contains(g.users, u) }

// move copies the documents of some packages.
func (m *maker) move(target, key string, side func(*user) bool) Move {
	mv := Move{Source: m.o.Container, Target: target, SourceKeys: m.keys(), TargetKey: key, Types: []string{}, Others: []string{}, Fill: []Fill{}}
	mv.script = script.Options{
		Source: mv.Source, Target: target, TargetKey: splitPaths(key), Database: m.plan.Database,
		Keep: true, // the plan's edits add the field, and take no other away
	}
	if len(mv.SourceKeys) == 1 {
		mv.script.SourceKey = splitPaths(mv.SourceKeys[0]) // else only Azure knows which the container has
	}
	for i := range m.plan.Documents {
		d := &m.plan.Documents[i]
		moves, stays := m.sidesOf(d, side)
		if stays {
			mv.Others = append(mv.Others, d.Name)
			mv.script.Others = append(mv.script.Others, scriptType(d))
		}
		if moves {
			mv.Types = append(mv.Types, d.Name)
			mv.script.Types = append(mv.script.Types, scriptType(d))
			m.fill(&mv, d)
		}
	}
	mv.Undecided = m.untyped(side)
	mv.script.Undecided = mv.Undecided
	p := mv.script.Predicate()
	mv.Condition, mv.Undecided = p.SQL, p.Undecided
	return mv
}

// fill gives documents that have no field for the key the one that their package works with.
func (m *maker) fill(mv *Move, d *Document) {
	own := m.keyOf(d)
	if hasKey(d.Fields, mv.TargetKey) || !isField(own) || !isField(mv.TargetKey) {
		return // of levels and nested fields, which take which value is for people to say
	}
	from, to := fieldsOf(own), fieldsOf(mv.TargetKey)
	if to == "id" {
		return // it stays as it is
	}
	mv.Fill = append(mv.Fill, Fill{d.Name, from, to})
	if r := (script.Rename{From: from, To: to}); !slices.Contains(mv.script.Renames, r) {
		mv.script.Renames = append(mv.script.Renames, r)
	}
}

// isField reports whether a key is one field at the top level.
func isField(key string) bool {
	return key != "" && len(splitPaths(key)) == 1 && strings.Count(key, "/") == 1
}

// sidesOf reports whether documents of a type are those of a side, and whether they are those of the others. A type that
// nobody is seen to read or write belongs to the package that declares it.
func (m *maker) sidesOf(d *Document, side func(*user) bool) (moves, stays bool) {
	for _, u := range m.users {
		if u.works && u.has(d) {
			moves, stays = moves || side(u), stays || !side(u)
		}
	}
	if moves || stays {
		return moves, stays
	}
	moves = slices.ContainsFunc(m.users, func(u *user) bool { return u.repo == d.At.Repo && u.pkg == d.pkg && side(u) })
	return moves, !moves
}

// keyOf is the key that the packages work with which read or write documents of a type; empty where it cannot be told.
func (m *maker) keyOf(d *Document) string {
	own := ""
	for _, u := range m.users {
		if u.works && u.own != "" && (u.has(d) || u.repo == d.At.Repo && u.pkg == d.pkg) {
			if own != "" && own != u.own {
				return ""
			}
			own = u.own
		}
	}
	return own
}

// untyped says why types cannot tell documents of a side from the others: somebody works with documents that no type describes.
// Empty where all stay together, or all are described.
func (m *maker) untyped(side func(*user) bool) string {
	moves, stays := false, false
	var names []string
	for _, u := range m.users {
		if !u.works {
			continue
		}
		moves, stays = moves || side(u), stays || !side(u)
		if !m.documented(u, true) {
			names = append(names, u.name())
		}
	}
	if !moves || !stays || len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("no type was found of the documents that %s works with", names[0])
}

// scriptType is a type of documents, as far as a script needs it.
func scriptType(d *Document) script.DocumentType {
	t := script.DocumentType{Name: d.Name}
	for _, f := range d.Fields {
		t.Fields = append(t.Fields, script.Field{Name: f.Name, Type: f.Type, Optional: f.Optional, Literals: f.values})
	}
	return t
}

// Script is what the program needs to know that copies the documents of a move.
func (mv *Move) Script() script.Options { return mv.script }

// moveOf is the move of a group, which comes before that of the rest.
func (m *maker) moveOf(g *group) Move {
	return m.move(g.container, g.key, g.is)
}
