package lsp

import (
	"github.com/bytelyst/connaudit/internal/diag"
)

// knowledge is what an audit has learned besides findings, as text and places.
type knowledge struct {
	checks []diag.Check
	tables []diag.FactTable
}

func newKnowledge(v *view, s *diag.Survey) *knowledge {
	return &knowledge{checks: s.Result.Checks, tables: s.Facts.Tables}
}
