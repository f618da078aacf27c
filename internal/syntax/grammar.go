package syntax

import (
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/javascript"
	"github.com/smacker/go-tree-sitter/python"
	"github.com/smacker/go-tree-sitter/typescript/tsx"
	"github.com/smacker/go-tree-sitter/typescript/typescript"
)

// Kind is the type of a node, the same number for the same name in every grammar. Named and anonymous nodes of one
// name ("string" the literal, "string" the keyword) have different kinds. The zero Kind is no node.
type Kind uint16

// Field is the name of a child's role ("function", "arguments"), the same number in every grammar; 0 is none.
type Field uint16

// Grammar is one parser table with its symbols mapped to kinds and fields. Grammars are made once and never change.
type Grammar struct {
	Name     string
	language *sitter.Language
	kinds    []Kind  // by symbol
	fields   []Field // by the grammar's field id
}

type kindKey struct {
	name  string
	named bool
}

// interner numbers names in the order in which they are first seen. It is filled under its lock and read through it.
type interner struct {
	sync.RWMutex
	kinds      map[kindKey]Kind
	kindNames  []string
	fields     map[string]Field
	fieldNames []string
}

var names = &interner{
	kinds: map[kindKey]Kind{}, kindNames: []string{""},
	fields: map[string]Field{}, fieldNames: []string{""},
}

func (in *interner) kind(name string, named bool) Kind {
	in.Lock()
	defer in.Unlock()
	k := kindKey{name, named}
	id, ok := in.kinds[k]
	if !ok {
		id = Kind(len(in.kindNames))
		in.kinds[k] = id
		in.kindNames = append(in.kindNames, name)
	}
	return id
}

func (in *interner) field(name string) Field {
	in.Lock()
	defer in.Unlock()
	id, ok := in.fields[name]
	if !ok {
		id = Field(len(in.fieldNames))
		in.fields[name] = id
		in.fieldNames = append(in.fieldNames, name)
	}
	return id
}

// Named returns the kind of named nodes called name, such as "call_expression".
func Named(name string) Kind { return names.kind(name, true) }

// Token returns the kind of anonymous nodes called name, such as "const" or "+".
func Token(name string) Kind { return names.kind(name, false) }

// FieldNamed returns the field called name.
func FieldNamed(name string) Field { return names.field(name) }

// String returns the node type's name in the grammars.
func (k Kind) String() string {
	names.RLock()
	defer names.RUnlock()
	return names.kindNames[k]
}

// String returns the field's name in the grammars, empty for none.
func (f Field) String() string {
	names.RLock()
	defer names.RUnlock()
	return names.fieldNames[f]
}

// kindError is the kind of ERROR nodes, which have a symbol outside every grammar's table.
var kindError = Named("ERROR")

func newGrammar(name string, l *sitter.Language) *Grammar {
	g := &Grammar{Name: name, language: l, fields: []Field{0}}
	for s := range l.SymbolCount() {
		named := l.SymbolType(sitter.Symbol(s)) == sitter.SymbolTypeRegular
		g.kinds = append(g.kinds, names.kind(l.SymbolName(sitter.Symbol(s)), named))
	}
	for i := 1; ; i++ {
		f := l.FieldName(i)
		if f == "" {
			return g
		}
		g.fields = append(g.fields, names.field(f))
	}
}

// The grammars, loaded when first used.
var (
	TypeScript = sync.OnceValue(func() *Grammar { return newGrammar("typescript", typescript.GetLanguage()) })
	TSX        = sync.OnceValue(func() *Grammar { return newGrammar("tsx", tsx.GetLanguage()) })
	JavaScript = sync.OnceValue(func() *Grammar { return newGrammar("javascript", javascript.GetLanguage()) })
	Python     = sync.OnceValue(func() *Grammar { return newGrammar("python", python.GetLanguage()) })
)
