package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/value"
)

// Class returns the class of the workspace that v is, or is an object of.
func Class(v *value.Value) (u *Unit, c lang.ClassID, ok bool) {
	r := refOf(v)
	if r == nil || r.Kind != ClassRef && r.Kind != InstanceRef {
		return nil, lang.NoClass, false
	}
	return r.Home, r.Class, true
}
