package syntax

import (
	"sync"
	"sync/atomic"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/golang"
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
	kinds    []Kind   // by symbol
	types    []string // by symbol, so that comparing a node's type needs no lookup of its kind
	fields   []Field  // by the grammar's field id
	roles    []string // by the grammar's field id
}

type kindKey struct {
	name  string
	named bool
}

// interner numbers names in the order in which they are first seen, which depends on what runs first: the numbers are
// for comparing, never for sorting or storing. Names are asked for much more often than they are added, so the lists
// of names are published as snapshots: a list only grows, and a reader sees the part that was there when it looked.
type interner struct {
	mu         sync.RWMutex
	kinds      map[kindKey]Kind
	fields     map[string]Field
	kindNames  nameList
	fieldNames nameList
}

// nameList is read without a lock; add is called under the interner's.
type nameList struct{ list atomic.Pointer[[]string] }

// maxNames is how many numbers a Kind or Field has. Grammars use some hundreds.
const maxNames = 1 << 16

func (l *nameList) at(i int) string {
	if p := l.list.Load(); p != nil && i < len(*p) {
		return (*p)[i]
	}
	return ""
}

// add returns the number of the new name, or 0 when all are taken: a name that no node can have.
func (l *nameList) add(name string) int {
	list := []string{""}
	if p := l.list.Load(); p != nil {
		list = *p
	}
	if len(list) == maxNames {
		return 0
	}
	list = append(list, name)
	l.list.Store(&list)
	return len(list) - 1
}

var names = &interner{kinds: map[kindKey]Kind{}, fields: map[string]Field{}}

func (in *interner) kind(name string, named bool) Kind {
	return intern(&in.mu, in.kinds, kindKey{name, named}, &in.kindNames, name)
}

func (in *interner) field(name string) Field {
	return intern(&in.mu, in.fields, name, &in.fieldNames, name)
}

func intern[K comparable, N ~uint16](mu *sync.RWMutex, known map[K]N, key K, list *nameList, name string) N {
	mu.RLock()
	id, ok := known[key]
	mu.RUnlock()
	if ok {
		return id
	}
	mu.Lock()
	defer mu.Unlock()
	if id, ok = known[key]; !ok {
		id = N(list.add(name))
		known[key] = id
	}
	return id
}

// Named returns the kind of named nodes called name, such as "call_expression".
func Named(name string) Kind { return names.kind(name, true) }

// Token returns the kind of anonymous nodes called name, such as "const" or "+".
func Token(name string) Kind { return names.kind(name, false) }

// FieldNamed returns the field called name.
func FieldNamed(name string) Field { return names.field(name) }

// String returns the node type's name in the grammars, empty for no node.
func (k Kind) String() string { return names.kindNames.at(int(k)) }

// String returns the field's name in the grammars, empty for none.
func (f Field) String() string { return names.fieldNames.at(int(f)) }

// ERROR nodes have a symbol outside every grammar's table. It is the only one: TestSymbolsAgree.
const typeError = "ERROR"

var kindError = Named(typeError)

func newGrammar(name string, l *sitter.Language) *Grammar {
	g := &Grammar{Name: name, language: l, fields: []Field{0}, roles: []string{""}}
	for s := range l.SymbolCount() {
		named := l.SymbolType(sitter.Symbol(s)) == sitter.SymbolTypeRegular
		t := l.SymbolName(sitter.Symbol(s))
		if t == "" {
			t = "\x00" // Go's grammar has a token of this one byte, which ends its name in C
		}
		g.kinds, g.types = append(g.kinds, names.kind(t, named)), append(g.types, t)
	}
	for i := 1; ; i++ {
		f := l.FieldName(i)
		if f == "" {
			return g
		}
		g.fields, g.roles = append(g.fields, names.field(f)), append(g.roles, f)
	}
}

// The grammars, loaded when first used.
var (
	TypeScript = sync.OnceValue(func() *Grammar { return newGrammar("typescript", typescript.GetLanguage()) })
	TSX        = sync.OnceValue(func() *Grammar { return newGrammar("tsx", tsx.GetLanguage()) })
	JavaScript = sync.OnceValue(func() *Grammar { return newGrammar("javascript", javascript.GetLanguage()) })
	Python     = sync.OnceValue(func() *Grammar { return newGrammar("python", python.GetLanguage()) })
	Go         = sync.OnceValue(func() *Grammar { return newGrammar("go", golang.GetLanguage()) })
)
