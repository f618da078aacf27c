package walk

import (
	"iter"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Contexts say of each subtree to what its nodes belong, as a value of type C.
type Contexts[C any] struct {
	Ctx C // at the node that is being read

	tree     *syntax.Tree
	frames   []frame[C]
	opens    []int32 // by node: 1 + the index in contexts of the context that begins there; 0 for most
	contexts []C
}

// frame is an entered subtree.
type frame[C any] struct {
	node, last syntax.NodeID // the first and the last of the subtree
	outer      C             // what holds again after it
}

// NewContexts returns the contexts of a tree that is still to be read: everywhere the zero C.
func NewContexts[C any](t *syntax.Tree) Contexts[C] {
	return Contexts[C]{tree: t, opens: make([]int32, t.Len())}
}

// Open makes ctx the one that Opened has for n, a node that is still to be read.
func (w *Contexts[C]) Open(n syntax.Node, ctx C) {
	if n.IsNone() {
		return
	}
	w.contexts = append(w.contexts, ctx)
	w.opens[n.ID()] = int32(len(w.contexts))
}

// Opened returns the context that was opened for n, nil where there is none. It is valid until the next Open.
func (w *Contexts[C]) Opened(n syntax.Node) *C {
	if n.IsNone() || w.opens[n.ID()] == 0 {
		return nil
	}
	return &w.contexts[w.opens[n.ID()]-1]
}

// Enter makes ctx hold from now to the end of n.
func (w *Contexts[C]) Enter(n syntax.Node, ctx C) {
	w.frames = append(w.frames, frame[C]{n.ID(), n.Last(), w.Ctx})
	w.Ctx = ctx
}

// Nodes reads the tree. At the end of a node that was entered, and before what held around it holds again, it calls leave
// with the node and what held there; outermost says that no entered node is around it.
func (w *Contexts[C]) Nodes(leave func(n syntax.Node, outer C, outermost bool)) iter.Seq[syntax.Node] {
	return func(yield func(syntax.Node) bool) {
		for id := syntax.NodeID(0); int(id) < w.tree.Len(); id++ {
			for len(w.frames) > 0 && w.frames[len(w.frames)-1].last < id {
				w.leave(leave)
			}
			if !yield(w.tree.Node(id)) {
				return
			}
		}
		for len(w.frames) > 0 {
			w.leave(leave)
		}
	}
}

func (w *Contexts[C]) leave(leave func(n syntax.Node, outer C, outermost bool)) {
	f := w.frames[len(w.frames)-1]
	w.frames = w.frames[:len(w.frames)-1]
	leave(w.tree.Node(f.node), f.outer, len(w.frames) == 0)
	w.Ctx = f.outer
}
