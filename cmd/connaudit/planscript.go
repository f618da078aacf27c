package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/plan"
	"github.com/bytelyst/connaudit/internal/plan/script"
)

// migration writes the program that copies the documents of one move of the plan.
func (f *planFlags) migration(made *plan.Plan) ([]byte, error) {
	m, err := f.chosenMove(made)
	if err != nil {
		return nil, err
	}
	o := script.Options{
		Source: m.Source, Target: m.Target, TargetKey: levels(m.TargetKey), Database: f.db, Where: m.Condition, CountBy: f.countBy,
		Keep:  true, // the plan's edits add the field, and take no other away
		Types: documentTypes(made, m.Types), Others: documentTypes(made, m.Others),
	}
	if len(m.SourceKeys) == 1 {
		o.SourceKey = levels(m.SourceKeys[0]) // else only Azure knows which the container has
	}
	for _, fill := range m.Fill {
		if r := (script.Rename{From: fill.From, To: fill.To}); !slices.Contains(o.Renames, r) {
			o.Renames = append(o.Renames, r)
		}
	}
	var b bytes.Buffer
	if err := script.Write(&b, o); err != nil {
		return nil, fmt.Errorf("writing the script: %w", err)
	}
	return b.Bytes(), nil
}

// chosenMove is the move into the container that --move names, or the only one.
func (f *planFlags) chosenMove(made *plan.Plan) (plan.Move, error) {
	var targets []string
	for _, m := range made.Moves {
		if m.Target == f.move || f.move == "" && len(made.Moves) == 1 {
			return m, nil
		}
		targets = append(targets, m.Target)
	}
	if len(targets) == 0 {
		return plan.Move{}, usage("the plan without --script says why", "this plan moves no documents")
	}
	return plan.Move{}, usage("name its target with --move: "+strings.Join(targets, ", "), "this plan has %d moves of documents, and a script is for one", len(targets))
}

// levels are the paths of a key, of which a hierarchical one has several.
func levels(key string) []string {
	var out []string
	for path := range strings.SplitSeq(key, ",") {
		out = append(out, strings.TrimSpace(path))
	}
	return out
}

// documentTypes are the types of those names, as far as a script needs them.
func documentTypes(made *plan.Plan, names []string) []script.DocumentType {
	var out []script.DocumentType
	for _, d := range made.Documents {
		if !slices.Contains(names, d.Name) {
			continue
		}
		t := script.DocumentType{Name: d.Name}
		for _, f := range d.Fields {
			t.Fields = append(t.Fields, script.Field{Name: f.Name, Type: f.Type, Optional: f.Optional, Literals: stringLiterals(f)})
		}
		out = append(out, t)
	}
	return out
}

// stringLiterals are the values that a field allows, where its type is written as nothing but strings: null, numbers and names of
// types may allow others.
func stringLiterals(f plan.Field) []any {
	var out []any
	for part := range strings.SplitSeq(f.Type, "|") {
		part = strings.TrimSpace(part)
		if len(part) < 2 || part[0] != '\'' && part[0] != '"' || part[len(part)-1] != part[0] || !slices.Contains(f.Literals, part[1:len(part)-1]) {
			return nil
		}
		out = append(out, part[1:len(part)-1])
	}
	return out
}
