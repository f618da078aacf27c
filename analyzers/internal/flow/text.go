package flow

import (
	"go/ast"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// concat is a text made of two, of which one may be known in part. It keeps whence its start comes.
func concat(a, b *value.Value) *value.Value {
	if a.Kind == value.Branch || b.Kind == value.Branch {
		var alts []*value.Value
		for _, x := range alternatives(a) {
			for _, y := range alternatives(b) {
				alts = append(alts, concat(x, y))
			}
		}
		if len(alts) > maxAlts {
			return &value.Value{Kind: value.Unknown, Origin: value.Computed, Reason: "it has many values"}
		}
		return join(alts)
	}
	switch {
	case a.Kind == value.String && b.Kind == value.String:
		return &value.Value{Kind: value.String, Str: a.Str + b.Str, Origin: stronger(a.Origin, b.Origin), Env: append(append([]string{}, a.Env...), b.Env...)}
	case a.Kind == value.String && a.Str == "" && len(a.Env) == 0:
		return b
	case a.Kind == value.String:
		out := &value.Value{Kind: value.Unknown, Text: true, Prefix: a.Str + b.Prefix, Reason: b.Reason, Origin: b.Origin, Ref: b.Ref,
			Env: append(append([]string{}, a.Env...), b.Env...)}
		if len(a.Env) > 0 {
			out.Origin, out.Ref = a.Origin, nil
		}
		return out
	case a.Kind == value.Unknown:
		// Whose start is not known keeps what is: where that comes from says where it leads.
		return a.With(func(c *value.Value) {
			c.Text = true
			if h, ok := c.Ref.(Hole); ok {
				c.Ref = Start{h}
			}
			c.At = value.Place{}
		})
	}
	return &value.Value{Kind: value.Unknown, Origin: value.Computed, Reason: "it is no text"}
}

// Start is the Ref of a text that begins with what a parameter holds.
type Start struct{ Hole }

// Starts implements what package wire asks.
func (Start) Starts() bool { return true }

// stronger says which origin a text of two parts has.
func stronger(a, b value.Origin) value.Origin {
	for _, o := range []value.Origin{value.EnvDefault, value.Env, value.Config} {
		if a == o || b == o {
			return o
		}
	}
	return value.Literal
}

func alternatives(v *value.Value) []*value.Value {
	if v.Kind == value.Branch {
		return v.Alts
	}
	return []*value.Value{v}
}

// join is a value that is one of alts. A variable of the environment and a text that stands in for it are that text, as the
// default of the variable.
func join(alts []*value.Value) *value.Value {
	var env, known []*value.Value
	for _, a := range alts {
		for _, x := range alternatives(a) {
			switch {
			case x.Kind == value.Unknown && x.Origin == value.Env && (len(x.Env) > 0 || isEnvHole(x)):
				env = append(env, x)
			case x.Kind == value.String:
				known = append(known, x)
			default:
				return value.NewBranch(alts...)
			}
		}
	}
	if len(env) == 0 || len(known) == 0 {
		return value.NewBranch(alts...)
	}
	var out []*value.Value
	for _, k := range known {
		if k.Str == "" && len(known) > 1 {
			continue
		}
		out = append(out, k.With(func(c *value.Value) {
			c.Origin = value.EnvDefault
			for _, e := range env {
				c.Env = append(c.Env, e.Env...)
				if isEnvHole(e) {
					c.Ref = e.Ref
				}
			}
		}))
	}
	return value.NewBranch(out...)
}

func isEnvHole(v *value.Value) bool {
	h, ok := v.Ref.(Hole)
	return ok && h.Env
}

// sprintf is a text by a format of fmt.
func (p *Package) sprintf(e *ast.CallExpr, args []ast.Expr, f *Frame, depth int) *value.Value {
	format := p.eval(args[0], f, depth+1)
	if format.Kind != value.String {
		return p.unknown(e, value.Computed, "the format is not known")
	}
	out := &value.Value{Kind: value.String, Origin: value.Literal}
	rest, next := format.Str, 1
	for rest != "" {
		i := strings.IndexByte(rest, '%')
		if i < 0 || i+1 == len(rest) {
			out = concat(out, &value.Value{Kind: value.String, Str: rest, Origin: value.Literal})
			break
		}
		out = concat(out, &value.Value{Kind: value.String, Str: rest[:i], Origin: value.Literal})
		verb := rest[i+1]
		rest = rest[i+2:]
		var part *value.Value
		switch {
		case verb == '%':
			part = &value.Value{Kind: value.String, Str: "%", Origin: value.Literal}
		case next < len(args) && (verb == 's' || verb == 'v'):
			part = p.eval(args[next], f, depth+1)
			if part.Kind != value.String && part.Kind != value.Unknown && part.Kind != value.Branch {
				part = p.unknown(args[next], value.Computed, "it is no text")
			}
			next++
		case next < len(args) && verb == 'd':
			part = p.unknown(args[next], value.Computed, "a number")
			next++
		default:
			return p.at(e, concat(out, p.unknown(e, value.Computed, "the format is not read")))
		}
		out = concat(out, part)
	}
	return p.at(e, out)
}
