package terminal

// Style is how text is emphasised. The zero Style emphasises nothing.
type Style struct{ ansi bool }

// ANSI returns the style of terminals: the sixteen colours, which follow the user's theme.
func ANSI() Style { return Style{ansi: true} }

// The codes of ECMA-48 "select graphic rendition".
const (
	Bold    = "1"
	Dim     = "2"
	Red     = "1;31"
	Yellow  = "1;33"
	Blue    = "1;34"
	Cyan    = "36"
	Magenta = "1;35"
)

// Paint returns s, which holds no control characters, in the colour of code.
func (s Style) Paint(code, text string) string {
	if !s.ansi || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
