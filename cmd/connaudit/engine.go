package main

import (
	"context"
	"errors"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/rule"
)

var errNoEngine = errors.New("this build has no engine")

// audit runs one audit.
func audit(context.Context, auditOptions) (*diag.Result, error) { return nil, errNoEngine }

// loadRules loads the rules that an audit with the same options would use.
func loadRules(context.Context, auditOptions) (*rule.Set, []*rule.Problem, error) {
	return nil, nil, errNoEngine
}
