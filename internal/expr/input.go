package expr

import "github.com/bytelyst/connaudit/internal/value"

// Var is what a name stands for: a value, a set of facts, or another expression. Exactly one of Value, Set and Let is
// filled in.
type Var struct {
	Value *value.Value
	// Set says that the name is a set of facts: Sure belong to it, Maybe may or may not, for the reason Doubt.
	Set         bool
	Sure, Maybe []*value.Value
	Doubt       string
	// Let is evaluated where it is used, in the same world as the expression that uses it.
	Let *Program
}

// Input is what one evaluation may ask. It is not safe for concurrent use.
type Input struct {
	// Lookup finds a name as the rule writes it (`$X`, `params.header`, `key`). What is not found is null: a
	// metavariable that did not bind, an attribute that was not recorded.
	Lookup func(name string) (Var, bool)
	Match  *value.Value // the matched code, `match`; nil where there is none
	Site   *value.Value // the fact that a check asks about, for the Host; nil where there is none
	Repo   string       // repository of the site: templates leave its name out of places
	Host   Host         // may be nil: then all functions about code are unknown
	Errors int          // counts the evaluations in which an error occurred
}

// Host answers the functions about code, files and lists (Functions, those with Host set). It gets its arguments as
// they are, branches and unknowns included, except that a branch is replaced by its alternative in a world that has
// chosen one. It must answer the same for the same arguments, and never nil.
type Host interface {
	Call(fn string, args []*value.Value, in *Input) *value.Value
}

// NewPlace returns the place p as a value that has repo, pkg, path, dir, file and line. Two of them are equal when they
// are the same place. Nowhere gives null.
func NewPlace(p value.Place) *value.Value {
	if p.IsNone() {
		return value.NewNull()
	}
	return &value.Value{Kind: value.Opaque, At: p, Ref: place{p.File, p.Start, p.End}}
}

// place is comparable by content, so that equal places are equal values.
type place struct {
	file       *value.File
	start, end int
}

// Select answers the fields of Place.
func (p place) Select(name string) (*value.Value, bool) {
	at := value.Place{File: p.file, Start: p.start, End: p.end}
	switch name {
	case "repo":
		return value.NewString(p.file.Repo), true
	case "pkg":
		return value.NewString(p.file.Pkg), true
	case "path":
		return value.NewString(p.file.Path), true
	case "dir":
		return value.NewString(p.file.Dir()), true
	case "file":
		return value.NewString(p.file.Name()), true
	case "line":
		return value.NewNumber(float64(at.Line())), true
	}
	return nil, false
}
