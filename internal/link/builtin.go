package link

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/rule"
)

// IsBuiltin reports whether an entry of a built-in pack states the fact.
func IsBuiltin(f *facts.Fact) bool {
	m, ok := f.Made.(*making)
	return ok && IsBuiltinEntry(m.statement.entry)
}

// IsBuiltinEntry reports whether an entry is one of a built-in pack.
func IsBuiltinEntry(e *rule.Fact) bool { return strings.HasPrefix(e.Pos.File, "builtin/") }
