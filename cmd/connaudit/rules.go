package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/report"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
)

// ruleEntry is what people are told of a check or rule.
type ruleEntry struct {
	id, category, severity, priority string
	message, why, bad, good          string
	params                           []string // "name: default"
	extends                          []string
	state                            string   // why it does not run; empty when it does
	pos                              rule.Pos // of a rule of the program itself: none
}

func (p *program) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "rules", Short: "List and explain the rules of a workspace", Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var list, explain workspaceFlags
	l := &cobra.Command{
		Use: "list", Short: "List the rules that check would use", Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withRules(c, &list, func(all []ruleEntry) error { return listRules(p.stdout, all) })
		},
	}
	e := &cobra.Command{
		Use: "explain ID", Short: "Say what a rule demands, and why", Args: exactly("ID"), Example: "  connaudit rules explain request-id",
		RunE: func(c *cobra.Command, args []string) error {
			return p.withRules(c, &explain, func(all []ruleEntry) error { return explainRule(p.stdout, all, args[0]) })
		},
	}
	list.define(l)
	explain.define(e)
	c.AddCommand(l, e)
	return c
}

// withRules loads the rules and does something with them. Files that do not load are complained about at the end, what
// merely looks wrong before.
func (p *program) withRules(c *cobra.Command, f *workspaceFlags, do func([]ruleEntry) error) error {
	if err := f.check(c); err != nil {
		return err
	}
	all, problems, err := p.loadEntries(f.optionsWith(nil, nil))
	if err != nil {
		return err
	}
	err = do(all)
	if err := report.Errors(p.stderr, engine.RuleErrors(problems), true, p.style(f.color, p.stderr)); err != nil {
		return fmt.Errorf("writing to standard error: %w", err)
	}
	if err == nil && len(problems) > 0 {
		return exit(statusFailed)
	}
	return err
}

// loadEntries returns the checks and rules by id, and what is wrong with those that did not load.
func (p *program) loadEntries(o engine.Options) ([]ruleEntry, []*rule.Problem, error) {
	set, problems, err := p.rules(o)
	if err != nil {
		return nil, nil, err
	}
	all := []ruleEntry{}
	for _, k := range set.Checks {
		all = append(all, checkEntry(k))
	}
	for _, r := range set.Rules {
		all = append(all, ruleEntry{id: r.ID, category: r.Category, severity: r.Severity, priority: r.Priority, message: r.Message,
			why: r.Why, bad: r.Bad, good: r.Good, state: notOffered(r), pos: r.Pos})
	}
	for _, o := range set.Own {
		all = append(all, ruleEntry{id: o.ID, category: o.Category, severity: o.Severity, priority: o.Priority, message: o.Message, why: o.Why, bad: o.Bad,
			good: o.Good})
	}
	slices.SortStableFunc(all, func(a, b ruleEntry) int { return cmp.Compare(a.id, b.id) })
	// A rule in several languages is several rules of one id.
	all = slices.CompactFunc(all, func(a, b ruleEntry) bool { return a.id == b.id && a.pos == b.pos })
	for _, w := range set.Warnings {
		p.complain("warning: " + w.Error())
	}
	return all, problems, nil
}

func checkEntry(k *rule.Check) ruleEntry {
	e := ruleEntry{id: k.ID, category: k.Category, severity: k.Severity, priority: k.Priority, why: k.Why, bad: k.Bad, good: k.Good,
		extends: k.Extends, pos: k.Pos}
	if k.Message != nil {
		e.message = k.Message.Source()
	}
	for _, param := range k.Params {
		e.params = append(e.params, param.Name+": "+plainValue(param.Value))
	}
	return e
}

// plainValue writes the value of a parameter as YAML would have it in one line.
func plainValue(v *value.Value) string {
	switch v.Kind {
	case value.String:
		return strconv.Quote(v.Str)
	case value.Number:
		return strconv.FormatFloat(v.Num, 'g', -1, 64)
	case value.Bool:
		return strconv.FormatBool(v.Bool)
	case value.List:
		parts := make([]string, len(v.Elems))
		for i, e := range v.Elems {
			parts[i] = plainValue(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case value.Object:
		parts := make([]string, len(v.Props))
		for i, m := range v.Props {
			parts[i] = m.Key + ": " + plainValue(m.Value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return v.Kind.String()
}

func notOffered(r *rule.Rule) string {
	if r.NotOffered == "" {
		return ""
	}
	return "does not run: " + r.NotOffered + " is not supported"
}
