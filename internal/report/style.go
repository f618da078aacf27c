package report

import "github.com/bytelyst/connaudit/internal/diag"

// Style is how text is emphasised. The zero Style emphasises nothing.
type Style struct{ ansi bool }

// ANSI returns the style of terminals: the sixteen colours, which follow the user's theme.
func ANSI() Style { return Style{ansi: true} }

// The codes of ECMA-48 "select graphic rendition".
const (
	bold    = "1"
	dim     = "2"
	red     = "1;31"
	yellow  = "1;33"
	blue    = "1;34"
	cyan    = "36"
	magenta = "1;35"
)

// paint returns s, which holds no control characters, in the colour of code.
func (s Style) paint(code, text string) string {
	if !s.ansi || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// severity returns the name of a severity in its colour.
func (s Style) severity(v diag.Severity) string { return s.paint(severityColour(v), v.String()) }

func severityColour(v diag.Severity) string {
	switch v {
	case diag.Error:
		return red
	case diag.Warning:
		return yellow
	}
	return blue
}
