package resolve

import (
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// Target is what the module name of an import leads to: a unit, a package outside the workspace, or nothing.
type Target struct {
	Unit     *Unit
	External bool   // a package that is not part of the workspace; its names are known, its code is not
	Name     string // External: its name without the path's prefix quirks, such as "axios", "node:fs"
	Reason   string // why there is neither
	// Namespace is set for Python folders without __init__.py: modules below may be asked for; and for Go packages of the
	// workspace, whose names Program.Package gives.
	Namespace bool
}

// Use is what code does with a name, as far as somebody asks. Giving it another name, or handing it on, is part of each.
type Use uint8

// The uses of names.
const (
	AnyUse     Use = iota
	CalledUse      // what the name stands for is called
	DerivedUse     // a class is derived from it
	ChangedUse     // what it holds is changed: set, removed or added to
)

// Program is the workspace that a session evaluates over. Implementations are safe for concurrent use and answer the
// same question always the same way.
type Program interface {
	// Import resolves the module name spec as it is written in from.
	Import(from *Unit, spec string) Target
	// Mentions returns from and the units that may use its name word in that way, in the order of their files.
	Mentions(from *Unit, word string, use Use) []*Unit
	// Package returns the units of a Go package that may have the word, which are those of the folder that spec leads to from the
	// unit from, "." for its own: in the order of their files, without those of another package in that folder.
	Package(from *Unit, spec, word string) []*Unit
	// Known says what library code n means: the types of the value that the expression makes.
	Known(u *Unit, n syntax.Node) []*Meaning
	// Makes says what a call of a function of the workspace gives, beyond what its source returns.
	Makes(fn FuncAt) []*Meaning
	// Inherits says what an object of a class is that derives from the library classes of these full names.
	Inherits(bases []string) []*Meaning
	// Listed reports whether name is on the list called list.
	Listed(name, list string) bool
	// Once returns what answer gives, which is the same whoever asks the question: a comparable value that nobody else uses for another
	// question. It is asked the first time, or more often, and works over the program that it is given.
	Once(question any, answer func(p Program) any) any
}

// Meaning is one meaning that rules give to a piece of library code.
type Meaning struct {
	Type string
	// Admits checks the conditions on the code that need evaluation. It is asked before the meaning counts.
	Admits func(s *Session, u *Unit, n syntax.Node, f *Frame) bool
	// Attribute evaluates an attribute of the type, nil if the meaning does not give it.
	Attribute func(s *Session, u *Unit, n syntax.Node, f *Frame, name string) *value.Value
	// Members names the attributes that the code of a class finds in its objects, too, since a library class puts them there.
	Members []string
}
