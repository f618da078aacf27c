package walk

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// Blocks are the blocks of a module that is being lowered. One is known by its span, an index: the arms of an expression
// become blocks only when something happens in one of them.
type Blocks struct {
	m     *lang.Module
	spans []span
}

// span is a block that may not be made yet.
type span struct {
	block  lang.Block
	parent int32
	id     lang.BlockID // -1 until made
	first  int32        // the arms made together are the spans [first, first+count)
	count  int32
}

// NewBlocks returns the blocks of m, which has none yet.
func NewBlocks(m *lang.Module) Blocks { return Blocks{m: m} }

// Arms adds spans below parent for the parts of an expression, of which one runs, or none. b is what they have in common.
// It returns the first span; the others follow.
func (s *Blocks) Arms(b lang.Block, parent int32, parts ...syntax.Node) int32 {
	first := int32(len(s.spans))
	b.Parent = -1
	for i, p := range parts {
		b.Node, b.Arm = p.ID(), i
		s.spans = append(s.spans, span{block: b, parent: parent, id: -1, first: first, count: int32(len(parts))})
	}
	return first
}

// Block adds a span for b below parent, -1 for none, and makes it.
func (s *Blocks) Block(b lang.Block, parent int32) int32 {
	i := int32(len(s.spans))
	b.Parent = -1
	s.spans = append(s.spans, span{block: b, parent: parent, id: -1, first: i, count: 1})
	s.Made(i)
	return i
}

// Body adds the block of a function's body, or of the function itself if it has none, and returns its span.
func (s *Blocks) Body(id lang.FuncID) int32 {
	f := &s.m.Funcs[id]
	at := f.Body
	if at == syntax.None {
		at = f.Node
	}
	i := s.Block(lang.Block{Func: id, Node: at, Branch: syntax.None}, -1)
	f.BodyBlock = s.ID(i)
	return i
}

// Made returns the block of the span, with all around it.
func (s *Blocks) Made(i int32) lang.BlockID {
	if id := s.spans[i].id; id >= 0 {
		return id
	}
	var chain []int32
	for j := i; j >= 0 && s.spans[j].id < 0; j = s.spans[j].parent {
		chain = append(chain, j)
	}
	for _, j := range slices.Backward(chain) {
		first, count := s.spans[j].first, s.spans[j].count
		for k := first; k < first+count; k++ {
			s.make(&s.spans[k])
		}
	}
	return s.spans[i].id
}

func (s *Blocks) make(p *span) {
	if p.parent >= 0 {
		p.block.Parent = s.spans[p.parent].id
	}
	p.id = lang.BlockID(len(s.m.Blocks))
	s.m.Blocks = append(s.m.Blocks, p.block)
	s.m.BlockOf[p.block.Node] = p.id
}

// ID returns the block of the span, -1 if it is not made.
func (s *Blocks) ID(i int32) lang.BlockID { return s.spans[i].id }

// At returns the node of the span's block, made or not.
func (s *Blocks) At(i int32) syntax.Node { return s.m.Node(s.spans[i].block.Node) }

// Exit says of a statement or block whether its end is never reached, and behind which block things go on instead.
type Exit struct {
	Stops  bool
	Behind lang.BlockID // 0 when the function is left
}

// And joins what two arms do. Of two blocks behind which things go on the inner one counts, which has the higher id: what
// stands behind it comes before the ends of those around it.
func (x Exit) And(y Exit) Exit { return Exit{x.Stops && y.Stops, max(x.Behind, y.Behind)} }

// Exit returns what EndBlock was told of the block at n.
func (s *Blocks) Exit(n syntax.Node) Exit {
	id, ok := s.m.BlockOf[n.ID()]
	if !ok {
		return Exit{}
	}
	b := &s.m.Blocks[id]
	return Exit{b.Exits, b.Behind}
}

// EndBlock notes how the block of the span ends.
func (s *Blocks) EndBlock(i int32, x Exit) {
	if id := s.spans[i].id; x.Stops && id >= 0 {
		b := &s.m.Blocks[id]
		b.Exits, b.Behind = true, x.Behind
	}
}
