package rules_test

import (
	"testing"

	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/rules"
)

// TestPacks states what distinguishes the built-in packs: they load without a warning, and every rule says why it is
// there, with code that violates it and code that does not.
func TestPacks(t *testing.T) {
	var sources []rule.Source
	for _, p := range rules.Packs() {
		sources = append(sources, rule.Source(p))
	}
	if len(sources) == 0 {
		t.Fatal("no packs")
	}
	set, problems := rule.Load(sources, rule.Options{})
	for _, p := range append(problems, set.Warnings...) {
		t.Error(p)
	}
	for _, c := range set.Checks {
		documented(t, c.ID, c.Category, c.Priority, c.Why, c.Bad, c.Good)
	}
	for _, r := range set.Rules {
		documented(t, r.ID, r.Category, r.Priority, r.Why, r.Bad, r.Good)
	}
}

func documented(t *testing.T, id string, texts ...string) {
	t.Helper()
	for i, text := range texts {
		if text == "" {
			t.Errorf("%s has no %s", id, [...]string{"category", "priority", "why", "bad", "good"}[i])
		}
	}
}
