package main

import (
	"bytes"
	"cmp"
	"fmt"
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
	o := m.Script()
	o.Database, o.CountBy = cmp.Or(f.db, o.Database), f.countBy
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
	names := "name its target with --move: " + strings.Join(targets, ", ")
	switch {
	case len(targets) == 0:
		return plan.Move{}, usage("the plan without --script says why", "this plan moves no documents")
	case f.move != "":
		return plan.Move{}, usage(names, "no move of this plan goes into %q", f.move)
	}
	return plan.Move{}, usage(names, "this plan has %d moves of documents, and a script is for one", len(targets))
}
