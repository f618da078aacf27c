package lang

import "github.com/bytelyst/connaudit/internal/syntax"

// Op is an operator of the small form.
type Op uint8

// The operators. The comment names the fields of Expr that an operator fills, besides Op and Node.
const (
	OpUnknown       Op = iota // Str: the reason, for people ("JSX", "a generator expression")
	OpString                  // Str: the decoded text, adjacent literals joined
	OpNumber                  // Num; Str: as written
	OpBool                    // Num: 1 for true
	OpNull                    // null, undefined, None; Str: as written
	OpTemplate                // Parts: template and f-strings with substitutions
	OpIdent                   // Str: the name
	OpThis                    // this, self, cls
	OpSuper                   // super, super()
	OpMember                  // X . Str; Optional for ?.
	OpIndex                   // X [ Y ]; Optional
	OpCall                    // X ( Args ); New; Optional; TypeArgs
	OpRequire                 // Str: the module of require("...") or import("..."); New when it is import()
	OpObject                  // Entries: object and dict literals, enums
	OpList                    // Elems: array, list, tuple and set literals
	OpFunc                    // Func
	OpClass                   // Class
	OpCond                    // X ? Y : Z
	OpAnd                     // X && Y
	OpOr                      // X || Y
	OpNullish                 // X ?? Y
	OpBinary                  // X Str Y: every other operator of two operands; Python's dict | too
	OpUnary                   // Str X: - ! not typeof ~ void
	OpAwait                   // X
	OpYield                   // X
	OpCast                    // X: as, satisfies, !, <T>x, parentheses, a cast by comment
	OpAssign                  // X = Y as an expression (Str: the operator); its value is Y
	OpSeq                     // Elems: a, b, c; its value is the last
	OpRegex                   // Str: the literal
	OpComprehension           // X: the element (for dicts X: the key, Y: the value; Str "dict"); Z: the iterable; Elems: the conditions. More than one `for`: OpUnknown
	OpSpread                  // X: only where a spread stands as a node of its own
)

// Expr is one lowered expression.
type Expr struct {
	Op       Op
	Node     syntax.Node
	Str      string
	Num      float64
	X, Y, Z  syntax.Node
	Args     []Arg // OpCall
	TypeArgs []syntax.Node
	Parts    []Part  // OpTemplate
	Entries  []Entry // OpObject
	Elems    []Arg   // OpList, OpSeq, OpComprehension
	Func     FuncID
	Class    ClassID
	New      bool
	Optional bool
}

// Arg is an argument of a call or an element of a list.
type Arg struct {
	Name          string // of a keyword argument
	Value         syntax.Node
	Spread        bool // ...x, *x
	KeywordSpread bool // **x
}

// Part is a piece of a template: literal text, or an expression.
type Part struct {
	Str  string
	Expr syntax.Node // none for literal text
}

// Entry is one entry of an object.
type Entry struct {
	Node   syntax.Node // the whole entry
	Key    string      // decoded, when it is written as a name, string or number
	KeyAt  syntax.Node // the key's node; for a computed key, the expression in brackets
	Value  syntax.Node // none for methods; a shorthand's value is its identifier
	Func   FuncID      // methods and getters, else NoFunc
	Comp   bool        // the key is computed: KeyAt is an expression
	Spread bool        // ...Value, **Value
	Getter bool
}
