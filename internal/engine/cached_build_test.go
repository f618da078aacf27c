package engine

import "testing"

// TestAnotherProgram: what one build of the program kept is nothing to another build, or to another version.
func TestAnotherProgram(t *testing.T) {
	o := cachedIn(t, copied(t, "ids"), t.TempDir())
	held := func() bool {
		t.Helper()
		r, err := Check(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return r.Stats.FilesParsed == 0
	}
	if held() || !held() {
		t.Fatal("the same program does not find what it kept")
	}
	o.Tool.Version = "v9.9.9"
	if held() {
		t.Error("another version is told what this one kept")
	}
	if !held() {
		t.Error("it does not find what it kept itself")
	}
	o.Cache.Build = "another"
	if held() {
		t.Error("another build is told what this one kept")
	}
}
