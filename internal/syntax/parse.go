package syntax

/*
#include "flatten.h"
*/
import "C"

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
	"unsafe"

	"github.com/bytelyst/connaudit/internal/source"
	sitter "github.com/smacker/go-tree-sitter"
)

// MaxBytes is the size above which Parse refuses a file: the flat tree and the parser's own would take some thirty
// times as much memory.
const MaxBytes = source.MaxBytes

// parseLimit bounds the work on one file. Ordinary files take under 10 ms; only a parser in trouble comes near it.
const parseLimit = 5 * time.Second

// ErrTooLarge and ErrTimeLimit say why a file has no tree.
var (
	ErrTooLarge  = fmt.Errorf("larger than %d MiB, not parsed", MaxBytes>>20)
	ErrTimeLimit = fmt.Errorf("parsing took more than %s", parseLimit)
)

var parsers = sync.Pool{New: func() any { return sitter.NewParser() }}

// Parse reads text with the grammar g. The tree is there also when the text has syntax errors, which bytes that are not
// UTF-8 are outside of strings and comments; Tree.Errors lists them. The errors are ErrTooLarge and ErrTimeLimit, without
// a tree. It is safe for concurrent use; text must not change as long as the tree is in use.
func Parse(g *Grammar, text []byte) (*Tree, error) {
	if len(text) > MaxBytes {
		return nil, ErrTooLarge
	}
	p := parsers.Get().(*sitter.Parser)
	defer parsers.Put(p)
	nodes, err := parseWith(p, g, text, parseLimit)
	if err != nil {
		return nil, err
	}
	return newTree(g, text, nodes), nil
}

// ParseAgain is Parse for a text that was parsed before, within the limit: none holds now, or the answer would hang on how busy the machine
// is.
func ParseAgain(g *Grammar, text []byte) (*Tree, error) {
	if len(text) > MaxBytes {
		return nil, ErrTooLarge
	}
	p := parsers.Get().(*sitter.Parser)
	defer parsers.Put(p)
	nodes, err := parseWith(p, g, text, 0)
	if err != nil {
		return nil, err
	}
	return newTree(g, text, nodes), nil
}

func newTree(g *Grammar, text []byte, nodes []flatNode) *Tree {
	t := &Tree{Grammar: g, nodes: len(nodes)}
	t.held.Store(&body{text, nodes})
	t.collectErrors()
	return t
}

// parseWith leaves p as it found it, whatever happens. A limit of 0 is none.
func parseWith(p *sitter.Parser, g *Grammar, text []byte, limit time.Duration) ([]flatNode, error) {
	tree, err := parseFrom(p, g, nil, text, limit)
	if err != nil {
		return nil, err
	}
	// Closed here, not by the finalizer: the collector does not see how much memory of C a tree holds.
	defer tree.Close()
	return flatten(tree.RootNode())
}

// parseFrom is parseWith with the parser's own tree; old is one that was told how its text came to be this one, or nil.
func parseFrom(p *sitter.Parser, g *Grammar, old *sitter.Tree, text []byte, limit time.Duration) (*sitter.Tree, error) {
	// A parser that stopped early would resume with the text it stopped in. (Setting the language happens to reset it too;
	// that is not promised.)
	defer p.Reset()
	p.SetLanguage(g.language)
	p.SetOperationLimit(int(limit.Microseconds()))
	tree, err := p.ParseCtx(context.Background(), old, text)
	if err != nil {
		if errors.Is(err, sitter.ErrOperationLimit) {
			return nil, ErrTimeLimit
		}
		return nil, fmt.Errorf("parsing with the %s grammar: %w", g.Name, err)
	}
	return tree, nil
}

// flatten copies the whole tree below root in one C call.
func flatten(root *sitter.Node) ([]flatNode, error) {
	// The binding's Node starts with the C TSNode, unexported; TestLayout guards this.
	c := *(*C.TSNode)(unsafe.Pointer(root))
	nodes := make([]flatNode, int(C.connaudit_count(c)))
	n := C.connaudit_flatten(c, (*C.flat_node)(unsafe.Pointer(unsafe.SliceData(nodes))), C.uint32_t(len(nodes)))
	// A tree cut short would look whole, so that a disagreement is an error and not a shorter tree.
	if int(n) != len(nodes) || len(nodes) == 0 {
		return nil, fmt.Errorf("the parser counted %d nodes and has %d", len(nodes), int(n))
	}
	return nodes, nil
}

// sizes are those that flatten relies on, in bytes: C's TSNode, TSTreeCursor and flat_node, and Go's flatNode.
type sizes struct{ node, cursor, cFlat, goFlat uintptr }

func layout() sizes {
	return sizes{
		unsafe.Sizeof(C.TSNode{}), unsafe.Sizeof(C.TSTreeCursor{}), unsafe.Sizeof(C.flat_node{}), unsafe.Sizeof(flatNode{}),
	}
}
