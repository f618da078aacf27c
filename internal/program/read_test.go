package program

import (
	"strings"
	"sync/atomic"
	"testing"
)

// TestEachPanics has a call panic: who called Each can recover from it, and sees where it was.
func TestEachPanics(t *testing.T) {
	var others atomic.Int64
	defer func() {
		p, ok := recover().(*Panic)
		if !ok || p.Value != "three" || !strings.Contains(p.Error(), "TestEachPanics") {
			t.Errorf("got %v", p)
		}
		if others.Load() == 0 {
			t.Error("nothing else was called")
		}
	}()
	Each(8, 2, func(i int) {
		if i == 3 {
			panic("three")
		}
		others.Add(1)
	})
	t.Error("Each returns")
}
