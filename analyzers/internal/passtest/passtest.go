// Package passtest runs passes over fixtures with `// want` comments.
package passtest

import (
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// Run runs a pass over packages below testdata/src. Diagnostics must be wanted, each on its line; analysis facts need not be: their
// effect on other packages is what fixtures show.
func Run(t *testing.T, a *analysis.Analyzer, packages ...string) {
	t.Helper()
	analysistest.Run(diagnosticsOnly{t}, analysistest.TestData(), a, packages...)
}

// RunWithFixes is Run, and compares what suggested fixes make with the .golden files.
func RunWithFixes(t *testing.T, a *analysis.Analyzer, packages ...string) {
	t.Helper()
	analysistest.RunWithSuggestedFixes(diagnosticsOnly{t}, analysistest.TestData(), a, packages...)
}

// diagnosticsOnly does not hear of facts.
type diagnosticsOnly struct{ *testing.T }

// Errorf leaves out that facts were not wanted.
func (d diagnosticsOnly) Errorf(format string, args ...any) {
	if len(args) > 1 && args[1] == "fact" {
		return
	}
	d.T.Errorf(format, args...)
}
