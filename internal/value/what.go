package value

// outsider is the reference of a name outside the workspace, such as a constant of a library.
type outsider interface{ Outside() string }

// described is a reference that has a name for people.
type described interface{ Describe() string }

// Outside returns the full name outside the workspace that v is, "" if it is none.
func (v *Value) Outside() string {
	if o, ok := v.Ref.(outsider); ok && v.Kind == Opaque {
		return o.Outside()
	}
	return ""
}

// Unread is the reason of what hangs on the data behind a name outside the workspace, which is not read.
func Unread(name string) string { return "what " + name + " holds is not read" }

// What says for people what kind of thing v is, such as "a list" or "function load".
func (v *Value) What() string {
	switch v.Kind {
	case Null:
		if v.Origin == Parameter {
			return "a parameter that nothing is passed for"
		}
		return "no value"
	case Opaque:
		if d, ok := v.Ref.(described); ok {
			return d.Describe()
		}
		return "something without data"
	case Object, Unknown:
		return "an " + v.Kind.String()
	}
	return "a " + v.Kind.String()
}
