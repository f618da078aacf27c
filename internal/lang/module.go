package lang

import (
	"sync"

	"github.com/bytelyst/connaudit/internal/syntax"
)

type (
	// ScopeID is an index into Module.Scopes; -1 is none, as in all of these.
	ScopeID int32
	// BindingID is an index into Module.Bindings.
	BindingID int32
	// BlockID is an index into Module.Blocks.
	BlockID int32
	// FuncID is an index into Module.Funcs.
	FuncID int32
	// ClassID is an index into Module.Classes.
	ClassID int32
	// EffectID is an index into Module.Effects.
	EffectID int32
	// ImportID is an index into Module.Imports.
	ImportID int32
)

// NoBinding, NoFunc, NoClass and NoImport are the ids of nothing.
const (
	NoBinding BindingID = -1
	NoFunc    FuncID    = -1
	NoClass   ClassID   = -1
	NoImport  ImportID  = -1
)

// Language is what the engine must be told of a language.
type Language struct {
	Name       string                              // typescript, javascript, python
	Extensions []string                            // with the dot, lower case
	Grammar    func(ext string) *syntax.Grammar    // by extension
	Lower      func(t *syntax.Tree) *Module        // builds the tables; never fails, never panics
	Expr       func(m *Module, n syntax.Node) Expr // lowers one expression node
}

// Module is what one file states about names and values. It never changes after Lower and may be shared.
type Module struct {
	Tree     *syntax.Tree
	Language *Language
	Package  string // Go: the name in the package clause; files of one folder with the same name share their package-level names
	Scopes   []Scope
	Bindings []Binding
	Blocks   []Block
	Funcs    []Func // Funcs[0] is the body of the module
	Classes  []Class
	Imports  []Import
	Exports  []Export
	Effects  []Effect // in the order of the text

	ScopeOf map[syntax.NodeID]ScopeID // nodes that open a scope
	BlockOf map[syntax.NodeID]BlockID // nodes that open a block
	FuncOf  map[syntax.NodeID]FuncID  // nodes that are functions
	ClassOf map[syntax.NodeID]ClassID // nodes that are classes

	exports     map[string]int
	exportsOnce sync.Once
	aliases     map[BindingID][]BindingID
	aliasesOnce sync.Once
	lowered     exprs
}

// Scope is a region of names.
type Scope struct {
	Parent ScopeID // -1 for the module's
	Node   syntax.NodeID
	Func   FuncID  // the function the scope belongs to
	Class  ClassID // the class whose body it is (Python: its names are not seen by the functions inside), else NoClass
	Names  map[string]BindingID
}

// BindingKind says how a name came to be.
type BindingKind uint8

// The kinds of bindings.
const (
	Variable BindingKind = iota // let, var, Python assignment
	Constant                    // const; written once
	Param
	Imported
	Function
	ClassName
	Enum
	TypeName // interface, type alias: no value
	Caught   // catch, except ... as
)

// Binding is one name in one scope.
type Binding struct {
	Name    string
	Kind    BindingKind
	Scope   ScopeID
	Func    FuncID        // the function in whose frame it lives
	Node    syntax.NodeID // the identifier that declares it
	Type    syntax.NodeID // its type annotation, None without one
	Import  ImportID      // for Imported
	Param   int           // for Param: its index in Func.Params, also for names inside a destructured parameter
	Effects []EffectID    // what writes it, changes the object it holds, or hands it on, in the order of the text
}

// Block is a piece of a function that runs as a whole.
type Block struct {
	Parent BlockID // -1 for the body of a function (and of the module)
	Func   FuncID
	Node   syntax.NodeID
	Branch syntax.NodeID // the if, switch, match, ?:, && ... of which this is one arm; None when it always runs with its parent
	Arm    int           // which arm, from 0; arms of one Branch exclude each other
	Arms   int           // how many arms exclude each other and cover all cases; 0 if some case has no arm (no else)
	Loop   bool          // may run again
	Exits  bool          // never reaches its own end: return, throw, raise, continue, break
	Behind BlockID       // with Exits: the block behind which things go on (the loop's body, the case, the try), 0 when the function is left
}

// FuncKind says what sort of function it is.
type FuncKind uint8

// The kinds of functions.
const (
	ModuleBody FuncKind = iota
	PlainFunc           // function, def, function expression
	Arrow               // arrow function, lambda: has no this of its own
	Method
	Getter
	Setter
	Constructor // constructor, __init__
)

// Func is a function, or the module's body as Funcs[0].
type Func struct {
	Name       string
	Kind       FuncKind
	Node       syntax.NodeID
	Parent     FuncID  // the function around it, NoFunc for the module's body
	Class      ClassID // the class it is a member of, else NoClass
	Static     bool    // static, staticmethod; for classmethod Class methods are false and This is the class
	ClassThis  bool    // classmethod
	Async      bool
	Generator  bool
	Params     []Parameter // without self or cls
	This       BindingID   // Python: the binding of self or cls, which lowers to OpThis
	Binding    BindingID   // the name it is bound to by its own declaration, else NoBinding
	Body       syntax.NodeID
	BodyBlock  BlockID
	Returns    []Return // also the expression of an arrow function without braces
	Yields     []Return // Python: what the function yields itself, for context managers and dependencies
	Decorators []syntax.NodeID
}

// Parameter is one parameter of a function.
type Parameter struct {
	Name        string // empty when destructured
	Node        syntax.NodeID
	Default     syntax.NodeID // None without one
	Type        syntax.NodeID // None without one
	Binding     BindingID     // NoBinding when destructured; the names inside are then bindings written by effects with Steps
	Rest        bool          // ...rest, *args
	KeywordRest bool          // **kwargs
	KeywordOnly bool
}

// Return is one return statement.
type Return struct {
	Value syntax.NodeID // None for a bare return
	Block BlockID
}

// Class is a class.
type Class struct {
	Name       string
	Node       syntax.NodeID
	Func       FuncID // the function in which it is declared
	Bases      []syntax.NodeID
	Members    []Member
	Binding    BindingID
	Decorators []syntax.NodeID
	Keywords   []Arg // Python: class C(Base, metaclass=M)
	Part       bool  // Go: methods of a type that another file of the package declares under the same name
}

// Member is a method, an accessor or a declared field of a class, and what its code writes to this.NAME. One with no Func,
// Value, Type and Write is only changed here: a base class may declare it.
type Member struct {
	Name    string
	Node    syntax.NodeID
	Func    FuncID        // method, getter, setter, constructor; else NoFunc
	Value   syntax.NodeID // initialiser of a field; None without one
	Type    syntax.NodeID
	Static  bool       // also fields of a Python class body
	Effects []EffectID // writes and changes of this.NAME in the class's own methods
}

// Member returns the member of the class called name.
func (c *Class) Member(name string) (*Member, bool) {
	for i := range c.Members {
		if c.Members[i].Name == name {
			return &c.Members[i], true
		}
	}
	return nil, false
}

// Import is one imported name, or a module imported for its effects.
type Import struct {
	Module   string // as written: "./a", "@acme/x", "axios"; Python: "pkg.mod", with leading dots when relative
	Name     string // the exported name; "default"; "*" for the module itself; "" for its effects only
	Star     bool   // Python: from m import *
	Root     bool   // Python: `import a.b.c` binds a, the first part of Module
	TypeOnly bool
	Dynamic  bool // require(...) or import(...) in an expression; Binding is then NoBinding
	Binding  BindingID
	Node     syntax.NodeID
}

// Export is one exported name. Python exports its module-level bindings, which are not listed.
type Export struct {
	Name    string        // "default"; "*" re-exports all of From; "=" is what module.exports or `export =` is set to
	Binding BindingID     // the local name, or NoBinding
	Value   syntax.NodeID // the expression of export default, exports.x = ..., module.exports = ...; else None
	From    string        // the module re-exported from, else empty
	Source  string        // the name there; "*" for the module as a namespace
	Node    syntax.NodeID
}

// EffectKind says what an effect does to its root.
type EffectKind uint8

// The kinds of effects.
const (
	// Write gives the root (a name, or this.NAME) a value.
	Write EffectKind = iota
	// Store sets a member of the object at Path below the root: root.path.KEY = Value, root.path[KEY] = Value.
	Store
	// Remove deletes that member: delete root.path.KEY, del root[KEY].
	Remove
	// Receive calls a method on the object at Path below the root: root.path.METHOD(...).
	Receive
	// Pass hands the object at Path below the root to a call as an argument.
	Pass
)

// Source says how the value of a Write is made from its Value expression.
type Source uint8

// The sources of a Write.
const (
	Plain      Source = iota // the value itself
	Element                  // an element of it: for ... of, for ... in
	Context                  // what `with Value as name` enters
	Key                      // a key of it: for (k in o)
	Nothing                  // declared without a value
	Opaque                   // something lowering cannot say: catch, match patterns
	FromImport               // the import that stands at Node; only for names that something else writes too
	Result                   // Go: one of the results of the call Value; the one step says which
)

// Step is one step of a destructuring: member Key, element Index, or the Rest.
type Step struct {
	Key     string
	Index   int // when Key is empty; negative from the end: -1 is the last element
	Rest    bool
	Default syntax.NodeID // None without one
	Seen    []string      // for a Rest of an object: the keys taken before it
}

// Effect is one thing that happens to what a name (or this.NAME) holds.
type Effect struct {
	Kind   EffectKind
	Node   syntax.NodeID // the statement or expression; its place in the text orders effects
	Block  BlockID
	Func   FuncID
	Path   []string      // members between the root and the object concerned; computed ones are ""
	Key    string        // Store, Remove: the member's name when it is written as one; Receive: the method's, if the language says it
	KeyAt  syntax.NodeID // Store, Remove: the expression in brackets; None when Key is a name
	Value  syntax.NodeID // Write, Store: the right-hand side; None if there is none
	Op     string        // Write, Store: "+=", "??=", "|=" ...; empty for a plain assignment
	Source Source        // Write
	Steps  []Step        // Write: destructuring, from the value inwards
	Call   syntax.NodeID // Receive, Pass: the call expression
	Arg    int           // Pass: the index of the argument in Expr.Args of the call
}

// Export returns the export called name, without looking into what others re-export.
func (m *Module) Export(name string) (*Export, bool) {
	m.exportsOnce.Do(func() {
		m.exports = make(map[string]int, len(m.Exports))
		for i, e := range m.Exports {
			if e.Name != "*" {
				m.exports[e.Name] = i
			}
		}
	})
	i, ok := m.exports[name]
	if !ok {
		return nil, false
	}
	return &m.Exports[i], true
}

// ScopeAt returns the innermost scope around n.
func (m *Module) ScopeAt(n syntax.Node) ScopeID {
	for ; !n.IsNone(); n = n.Parent() {
		if s, ok := m.ScopeOf[n.ID()]; ok {
			return s
		}
	}
	return 0
}

// BlockAt returns the innermost block around n.
func (m *Module) BlockAt(n syntax.Node) BlockID {
	for ; !n.IsNone(); n = n.Parent() {
		if b, ok := m.BlockOf[n.ID()]; ok {
			return b
		}
	}
	return 0
}

// FuncAt returns the innermost function around n; a function's own node belongs to the function around it.
func (m *Module) FuncAt(n syntax.Node) FuncID {
	for n = n.Parent(); !n.IsNone(); n = n.Parent() {
		if f, ok := m.FuncOf[n.ID()]; ok {
			return f
		}
	}
	return 0
}

// ClassAt returns the innermost class around n.
func (m *Module) ClassAt(n syntax.Node) ClassID {
	for ; !n.IsNone(); n = n.Parent() {
		if c, ok := m.ClassOf[n.ID()]; ok {
			return c
		}
	}
	return NoClass
}

// Lookup finds the binding that name means in scope s; NoBinding when no scope of the file declares it. The names of a
// class body are seen only by the body itself.
func (m *Module) Lookup(s ScopeID, name string) BindingID {
	first := true
	for s >= 0 {
		sc := &m.Scopes[s]
		if first || sc.Class == NoClass {
			if b, ok := sc.Names[name]; ok {
				return b
			}
		}
		first = false
		s = sc.Parent
	}
	return NoBinding
}

// Resolve returns the binding that the identifier n means, NoBinding for a global.
func (m *Module) Resolve(n syntax.Node) BindingID { return m.Lookup(m.ScopeAt(n), n.Shared()) }

// Node returns the node with the id.
func (m *Module) Node(id syntax.NodeID) syntax.Node { return m.Tree.Node(id) }
