package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// reaches says whether an effect has happened at the place pos in block use: surely, or on some branches. An effect
// behind pos has happened if a loop brought the code back; late says so.
func reaches(m *lang.Module, e *lang.Effect, use lang.BlockID, pos int) (r reached) {
	common := meet(m, e.Block, use)
	r = reached{branch: syntax.None, common: common}
	if happens(m, e) > pos && !hoisted(m, e) {
		r.late = loopAround(m, common) >= 0
		return r
	}
	for b := e.Block; b != common; b = m.Blocks[b].Parent {
		if bl := &m.Blocks[b]; bl.Exits && !within(m, b, bl.Behind, common) {
			return reached{branch: syntax.None, common: common, late: loopAround(m, common) >= 0}
		}
	}
	r = between(m, e.Block, common)
	if r.maybe && r.branch != syntax.None && otherArm(m, use, common, r.branch) {
		return reached{branch: syntax.None, common: common, late: loopAround(m, common) >= 0}
	}
	r.sure = !r.maybe
	return r
}

// between says what stands between block b and the block common around it (-1: all of the function): branches, loops.
func between(m *lang.Module, b, common lang.BlockID) reached {
	r := reached{branch: syntax.None, common: common}
	for ; b != common && b >= 0; b = m.Blocks[b].Parent {
		bl := &m.Blocks[b]
		r.maybe = r.maybe || bl.Branch != syntax.None || bl.Loop
		r.looped = r.looped || bl.Loop
		if bl.Branch != syntax.None {
			r.branch = bl.Branch
		}
	}
	if r.looped {
		r.branch = syntax.None
	}
	return r
}

// reached is what reaches finds out: whether an effect has surely happened, or maybe; or, late, only in an earlier round
// of a loop.
type reached struct {
	sure, maybe, late bool
	looped            bool          // a loop lies between, so it may have happened more than once
	branch            syntax.NodeID // the outermost branch between, None also when a loop is
	common            lang.BlockID  // the block around both the effect and the place
}

// loopAround returns the outermost loop around block b within its function, -1 if there is none.
func loopAround(m *lang.Module, b lang.BlockID) lang.BlockID {
	loop := lang.BlockID(-1)
	for ; b >= 0; b = m.Blocks[b].Parent {
		if m.Blocks[b].Loop {
			loop = b
		}
	}
	return loop
}

// within reports whether the block outer is b or lies around it, below common: what leaves b goes on behind outer, where
// common can see it.
func within(m *lang.Module, b, outer, common lang.BlockID) bool {
	for ; b != common; b = m.Blocks[b].Parent {
		if b == outer {
			return true
		}
	}
	return false
}

// encloses reports whether block outer is around block inner, or is it.
func encloses(m *lang.Module, outer, inner lang.BlockID) bool {
	for ; inner >= 0; inner = m.Blocks[inner].Parent {
		if inner == outer {
			return true
		}
	}
	return false
}

// meet returns the innermost block around both a and b. Ids grow inwards, so that the higher one of two blocks is never
// around the lower.
func meet(m *lang.Module, a, b lang.BlockID) lang.BlockID {
	for a != b && a >= 0 && b >= 0 {
		if a > b {
			a = m.Blocks[a].Parent
		} else {
			b = m.Blocks[b].Parent
		}
	}
	return min(a, b)
}

// otherArm reports whether use lies in an arm of branch, below common.
func otherArm(m *lang.Module, use, common lang.BlockID, branch syntax.NodeID) bool {
	for b := use; b != common && b >= 0; b = m.Blocks[b].Parent {
		if m.Blocks[b].Branch == branch {
			return true
		}
	}
	return false
}

// happens returns the place in the text at which an effect has happened, in bytes from 0: the end of what it evaluates.
func happens(m *lang.Module, e *lang.Effect) int {
	switch {
	case e.Call != syntax.None:
		return m.Node(e.Call).End()
	case e.Value != syntax.None:
		return m.Node(e.Value).End()
	}
	return m.Node(e.Node).End()
}

// hoisted reports whether the effect is a function declaration, which happens at the start of its block. Python has none:
// its def is an assignment.
func hoisted(m *lang.Module, e *lang.Effect) bool {
	if e.Kind != lang.Write || e.Value == syntax.None {
		return false
	}
	id, ok := m.FuncOf[e.Value]
	return ok && m.Funcs[id].Kind == lang.PlainFunc && e.Node == e.Value && !isPythonModule(m)
}
