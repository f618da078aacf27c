package judge

import "testing"

// TestChecksCompile compiles all checks that passes ask, and the readers of example files.
func TestChecksCompile(t *testing.T) {
	b, err := theBook()
	if err != nil {
		t.Fatal(err)
	}
	for id := range b.checks {
		if _, err := Find(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if len(exampleKinds()) == 0 {
		t.Error("no facts of example files")
	}
	for _, k := range exampleKinds() {
		if _, err := newExampleReader(k); err != nil {
			t.Errorf("%s: %v", k.Role, err)
		}
	}
}
