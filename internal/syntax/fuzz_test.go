package syntax

import (
	"errors"
	"testing"
)

// checkTree demands what every user of a tree relies on.
func checkTree(t *testing.T, tree *Tree) {
	t.Helper()
	if tree.Len() == 0 {
		t.Fatal("a tree without a root")
	}
	if r := tree.body().nodes[0]; r.parent != -1 || r.next != -1 || int(r.last) != tree.Len()-1 || int(r.end) > len(tree.Text()) {
		t.Fatalf("root is %+v in a tree of %d nodes and %d bytes", r, tree.Len(), len(tree.Text()))
	}
	for i := range tree.body().nodes {
		checkNode(t, tree, int32(i))
	}
	checkErrors(t, tree)
}

func checkNode(t *testing.T, tree *Tree, i int32) {
	t.Helper()
	f := tree.body().nodes[i]
	if f.start > f.end || f.last < i || int(f.last) >= tree.Len() {
		t.Fatalf("node %d is %+v", i, f)
	}
	if f.flags&flagMissing != 0 && f.start != f.end {
		t.Errorf("missing node %d is %+v, wider than nothing", i, f)
	}
	// The children are the subtrees that follow one another from the next id to the last one.
	at, from := i+1, f.start
	for at <= f.last {
		c := tree.body().nodes[at]
		if c.parent != i || c.start < from || c.end > f.end || c.last > f.last {
			t.Fatalf("child %d is %+v, its parent %d %+v, the bytes before it end at %d", at, c, i, f, from)
		}
		if c.flags&(flagError|flagMissing|flagHasError) != 0 && f.flags&flagHasError == 0 {
			t.Errorf("child %d has an error that its parent %d does not know of", at, i)
		}
		if next := c.last + 1; next <= f.last && c.next != next || next > f.last && c.next != -1 {
			t.Fatalf("the sibling after %d is %d, its subtree ends at %d", at, c.next, c.last)
		}
		at, from = c.last+1, c.end
	}
	if n := tree.Node(NodeID(i)); n.Kind() == 0 || n.Type() == "" {
		t.Errorf("node %d has no type", i)
	}
}

func checkErrors(t *testing.T, tree *Tree) {
	t.Helper()
	end := 0
	for _, s := range tree.Errors {
		if s.Start < end || s.End < s.Start || s.End > len(tree.Text()) {
			t.Errorf("errors %v are not in order", tree.Errors)
		}
		end = s.End
	}
	inside := None
	n := 0
	for node := range tree.Root().All() {
		if node.flat().flags&(flagError|flagMissing) != 0 && node.ID() > inside {
			inside = node.Last()
			n++
		}
	}
	if n != len(tree.Errors) {
		t.Errorf("%d outermost errors, %d listed", n, len(tree.Errors))
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range samples {
		for i, g := range grammars {
			if g().Name == s.grammar().Name {
				f.Add(uint8(i), []byte(s.text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, g uint8, text []byte) {
		tree, err := Parse(grammars[int(g)%len(grammars)](), text)
		if errors.Is(err, ErrTimeLimit) {
			return // A named reason is as good as a tree.
		}
		if err != nil {
			t.Fatal(err)
		}
		checkTree(t, tree)
	})
}
