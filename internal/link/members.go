package link

import (
	"github.com/bytelyst/connaudit/internal/expr"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/value"
)

// envFields answers env_fields: the variables that the fields of a settings class are read from.
func (h *Host) envFields(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	if u, n, _, ok := resolve.Code(x); ok && n.Is("class_definition") {
		x = h.session(x).LooseInstance(u, u.Module().ClassOf[n.ID()])
	}
	if x.Kind == value.Unknown {
		return value.NewUnknown(reason(x, "it is not known what class it is"))
	}
	names, _ := h.session(x).SettingsFields(x)
	return value.NewList(names...)
}

// members answers members: the names of all that an object of a class of the workspace has.
func (h *Host) members(args []*value.Value, _ *expr.Input) *value.Value {
	x := args[0]
	if x.Kind == value.Null {
		return value.NewNull()
	}
	names, doubt := h.session(x).MemberNames(x)
	if doubt != "" {
		return undecided(doubt)
	}
	return value.NewStrings(names...)
}
