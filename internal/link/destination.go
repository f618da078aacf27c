package link

import (
	"github.com/bytelyst/connaudit/internal/destination"
	"github.com/bytelyst/connaudit/internal/value"
)

// destination tells the team's own services from others by the address u. from is a file near which example values of
// environment variables are looked up.
func (l *Linker) destination(u *value.Value, own []string, from *value.File) *value.Value {
	j := destination.Judge{Own: own, Listed: l.Listed, Example: func(name string) (string, bool) { return l.example(name, from) }}
	return j.Of(u)
}
