package lsp

import (
	"context"

	"github.com/bytelyst/connaudit/internal/diag"
)

// Auditor audits one workspace, again and again. Calls come one at a time.
type Auditor interface {
	// Audit returns what holds of the workspace with other contents of some files, by absolute path. disk names files that have
	// changed on disk since the call before; nobody tells of all such changes. The bytes never change.
	Audit(ctx context.Context, overlay map[string][]byte, disk []string) (*Audited, error)
	// Try audits contents that are a proposal. What Audit returned stays as it is.
	Try(ctx context.Context, overlay map[string][]byte) (*diag.Result, error)
	// Close frees what is held between calls.
	Close()
}

// Audited is what came of an audit.
type Audited struct {
	Result *diag.Result
	// Learned is what was learned besides, with its tables. It may be worked out when it is called, which is before the next Audit.
	Learned func() *diag.FactList
	// Origin is that of diag.Survey, with the same condition.
	Origin func(abs string, offset int) diag.Location
	// Reads reports whether the file with the absolute path was read.
	Reads func(abs string) bool
}

// offers is what a finding offers to fix, and why other fixes of its rule are not among that. It may be worked out when it is called, which
// is before the next Audit.
func offers(f *diag.Finding) (fixes []diag.Fix, unfixed []string) {
	if f.Offer != nil {
		return f.Offer()
	}
	return f.Fixes, f.Unfixed
}
