package facts

import (
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/value"
)

// Learned is what somebody who knows the types of code states about it.
type Learned struct {
	Facts   []*Fact
	Covered map[*value.File]bool // files of which all has been said: what their text states in the same kinds does not count
	Errors  []diag.RunError      // what could not be learned, and why

	Seen []source.Seen // files that it was learned from
	// Lasting says that nothing but the contents of these files, and what is said before they are read, can make it another thing.
	Lasting bool
}
