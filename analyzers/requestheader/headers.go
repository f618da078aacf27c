package requestheader

import (
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// headers collects what is sent: names that are surely added, names that are added on some ways, and why there may be more.
type headers struct {
	props []value.Prop
	open  string
}

func newHeaders() *headers { return &headers{} }

// add adds one header. What its value hangs on does not matter.
func (h *headers) add(name string, v *value.Value, at value.Place, maybe bool) {
	if v == nil {
		v = value.NewUnknown("what the header holds is not read")
	}
	v = v.With(func(c *value.Value) { c.Ref = nil })
	for i := range h.props {
		if strings.EqualFold(h.props[i].Key, name) {
			h.props[i].Maybe = h.props[i].Maybe && maybe
			return
		}
	}
	h.props = append(h.props, value.Prop{Key: name, Value: v, Maybe: maybe, At: at})
}

// opened says that there may be more. The first reason stays.
func (h *headers) opened(reason string) {
	if h.open == "" {
		h.open = reason
	}
}

// lay adds what others add.
func (h *headers) lay(o *headers) {
	for _, p := range o.props {
		h.add(p.Key, p.Value, p.At, p.Maybe)
	}
	if o.open != "" {
		h.opened(o.open)
	}
}

// value is the headers as facts have them.
func (h *headers) value() *value.Value {
	return &value.Value{Kind: value.Object, Fold: true, Props: h.props, Open: h.open}
}
