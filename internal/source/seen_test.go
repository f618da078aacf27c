package source

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSame(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	write := func(text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	day := time.Now().Add(-24 * time.Hour)
	write("one", day)
	raw, seen, err := ReadAll(name, 100)
	if err != nil || string(raw) != "one" || seen.Stamp.Size != 3 {
		t.Fatalf("got %q, %+v, %v", raw, seen, err)
	}
	later := time.Now().Add(time.Hour)
	for _, begin := range []time.Time{time.Now(), later} {
		if !seen.Same(begin) {
			t.Errorf("the file is another one for a run of %v", begin)
		}
	}
	write("two", day)
	if seen.Same(time.Now()) {
		t.Error("other contents of the same length and time are not seen shortly after the run")
	}
	if seen.Same(later) && seen.Stamp.Changed != 0 {
		t.Error("other contents of the same length and time are not seen although the system tells when the file changed")
	}
	write("three", day)
	if seen.Same(later) {
		t.Error("other contents of another length are not seen")
	}
	if raw, _, err := ReadAll(name, 3); err != nil || len(raw) != 4 {
		t.Errorf("of a file that is too long %d bytes are read, want one more than 3 (%v)", len(raw), err)
	}
	if _, _, err := ReadAll(filepath.Dir(name), 3); err == nil {
		t.Error("a folder is read")
	}
}
