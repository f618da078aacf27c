package link

import (
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// Show writes a value in a few words, for people.
func Show(v *value.Value) string { return resolve.Describe(v) }
