package resolve

import (
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// reaches says whether an effect has happened at the place pos in block use: surely, or on some branches (then branch and
// arm name the outermost condition it hangs on).
func reaches(m *lang.Module, e *lang.Effect, use lang.BlockID, pos int) (sure, maybe bool, branch syntax.NodeID, arm int) {
	common, looped := meet(m, e.Block, use)
	if happens(m, e) > pos && !hoisted(m, e) {
		return false, looped, syntax.None, 0
	}
	branch = syntax.None
	for b := e.Block; b != common; b = m.Blocks[b].Parent {
		bl := &m.Blocks[b]
		if bl.Exits && !within(m, b, bl.Behind, common) {
			return false, looped, syntax.None, 0
		}
		if bl.Branch != syntax.None {
			branch, arm, maybe = bl.Branch, bl.Arm, true
		}
		if bl.Loop {
			branch, maybe = syntax.None, true
		}
	}
	if maybe && branch != syntax.None && otherArm(m, use, common, branch) {
		return false, looped, syntax.None, 0
	}
	return !maybe, maybe, branch, arm
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

// meet returns the innermost block around both a and b, and whether a loop is around both.
func meet(m *lang.Module, a, b lang.BlockID) (common lang.BlockID, looped bool) {
	around := map[lang.BlockID]bool{}
	for x := a; x >= 0; x = m.Blocks[x].Parent {
		around[x] = true
	}
	for common = b; common >= 0 && !around[common]; common = m.Blocks[common].Parent {
	}
	for x := common; x >= 0; x = m.Blocks[x].Parent {
		looped = looped || m.Blocks[x].Loop
	}
	return common, looped
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

// hoisted reports whether the effect is a function declaration, which happens at the start of its block.
func hoisted(m *lang.Module, e *lang.Effect) bool {
	if e.Kind != lang.Write || e.Value == syntax.None {
		return false
	}
	id, ok := m.FuncOf[e.Value]
	return ok && m.Funcs[id].Kind == lang.PlainFunc && e.Node == e.Value
}
