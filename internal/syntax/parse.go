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

	sitter "github.com/smacker/go-tree-sitter"
)

// MaxBytes is the size above which Parse refuses a file: the flat tree and the parser's own would take some thirty
// times as much memory.
const MaxBytes = 8 << 20

// parseLimit bounds the work on one file. Ordinary files take under 10 ms; only a parser in trouble comes near it.
const parseLimit = 5 * time.Second

// ErrTooLarge and ErrTimeLimit say why a file has no tree.
var (
	ErrTooLarge  = fmt.Errorf("larger than %d MiB, not parsed", MaxBytes>>20)
	ErrTimeLimit = fmt.Errorf("parsing took more than %s", parseLimit)
)

var parsers = sync.Pool{New: func() any { return sitter.NewParser() }}

// Parse reads text, which must be UTF-8, with the grammar g. The tree is there also when the text has syntax errors;
// Tree.Errors lists them. It is safe for concurrent use.
func Parse(g *Grammar, text []byte) (*Tree, error) {
	if len(text) > MaxBytes {
		return nil, ErrTooLarge
	}
	p := parsers.Get().(*sitter.Parser)
	// A parser that stopped early would resume with the text it stopped in (the binding does not reset it).
	defer func() {
		p.Reset()
		parsers.Put(p)
	}()
	p.SetLanguage(g.language)
	p.SetOperationLimit(int(parseLimit.Microseconds()))
	tree, err := p.ParseCtx(context.Background(), nil, text)
	if err != nil {
		if errors.Is(err, sitter.ErrOperationLimit) {
			return nil, ErrTimeLimit
		}
		return nil, err
	}
	defer tree.Close()
	t := &Tree{Grammar: g, Text: text, nodes: flatten(tree.RootNode())}
	t.collectErrors()
	return t, nil
}

// flatten copies the whole tree below root in one C call.
func flatten(root *sitter.Node) []flatNode {
	// The binding's Node starts with the C TSNode, unexported; TestLayout guards this.
	c := *(*C.TSNode)(unsafe.Pointer(root))
	nodes := make([]flatNode, int(C.connaudit_count(c)))
	if len(nodes) == 0 {
		return nil
	}
	n := C.connaudit_flatten(c, (*C.flat_node)(unsafe.Pointer(&nodes[0])), C.uint32_t(len(nodes)))
	return nodes[:int(n)]
}

// layout returns the sizes that flatten relies on: C's TSNode, C's flat_node and Go's flatNode, in bytes.
func layout() (tsNode, cFlat, goFlat uintptr) {
	return unsafe.Sizeof(C.TSNode{}), unsafe.Sizeof(C.flat_node{}), unsafe.Sizeof(flatNode{})
}
