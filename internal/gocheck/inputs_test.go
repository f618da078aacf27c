package gocheck

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestInputsOfNoModule has folders stand for modules that are none: what lies in them, which may be all of the disk, is not looked through.
func TestInputsOfNoModule(t *testing.T) {
	w := open(t, `-- connaudit.yaml --
version: 1
repos: [a]
-- a/go.work --
go 1.21
use ./b
use ../other
-- a/b/go.mod --
module example.com/b

go 1.21

replace example.com/c => ../../other
-- a/b/b.go --
package b
-- other/other.go --
package other
`)
	dir := filepath.Join(w.ws.Root, "a", "b")
	in := inputsOf(module{repo: w.ws.Repos[0], path: "b/go.mod", dir: dir})
	want := []string{filepath.Join(dir, "b.go"), filepath.Join(dir, "go.mod"), filepath.Join(filepath.Dir(dir), "go.work")}
	if !slices.Equal(in.files, want) || !in.whole {
		t.Errorf("inputs are %q, want %q", in.files, want)
	}
}
