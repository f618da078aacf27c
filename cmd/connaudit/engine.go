package main

import (
	"context"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/rule"
)

// audit runs one audit.
func audit(ctx context.Context, o auditOptions) (*diag.Result, error) {
	return engine.Check(ctx, engineOptions(o))
}

// loadRules loads the rules that an audit with the same options would use.
func loadRules(_ context.Context, o auditOptions) (*rule.Set, []*rule.Problem, error) {
	return engine.Rules(engineOptions(o))
}

func engineOptions(o auditOptions) engine.Options {
	return engine.Options{
		Dir: o.Dir, Paths: o.Paths, ConfigFile: o.ConfigFile, NoConfig: o.NoConfig, RulePaths: o.RulePaths, Workers: o.Workers,
		Trace: o.Trace, ShowOK: o.ShowOK, ShowUnknown: o.ShowUnknown, Skipped: o.Skipped, Timing: o.Timing,
		Tool: diag.Tool{Name: "connaudit", Version: version()}, Progress: o.Progress,
	}
}
