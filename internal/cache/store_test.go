package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/bytelyst/connaudit/internal/source"
)

func opened(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "a", "b"), "build")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// seen writes a file that was last changed a day ago, and says how it is.
func seen(t *testing.T, name, text string) source.Seen {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, s, err := source.ReadAll(name, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *Store, k Key, e *Entry) {
	t.Helper()
	if err := s.Put(k, e); err != nil {
		t.Fatal(err)
	}
}

func TestEntryHoldsWhileFilesAreTheSame(t *testing.T) {
	s, name := opened(t), filepath.Join(t.TempDir(), "a.ts")
	e := &Entry{Begun: time.Now(), Seen: []source.Seen{seen(t, name, "one")}, Result: []byte("result")}
	if _, ok := s.Get(Key{1}); ok {
		t.Error("there is an entry in an empty folder")
	}
	put(t, s, Key{1}, e)
	if got, ok := s.Get(Key{1}); !ok || string(got) != "result" {
		t.Errorf("got %q, %v", got, ok)
	}
	if _, ok := s.Get(Key{2}); ok {
		t.Error("there is an entry of another key")
	}
	seen(t, name, "one") // written anew, as it was
	if _, ok := s.Get(Key{1}); !ok {
		t.Error("the entry does not hold although the file has the same contents")
	}
	seen(t, name, "two")
	if _, ok := s.Get(Key{1}); ok {
		t.Error("the entry holds although the file has other contents of the same length")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(Key{1}); ok {
		t.Error("the entry holds although the file is gone")
	}
}

func TestOnlyTheUserReads(t *testing.T) {
	s := opened(t)
	put(t, s, Key{1}, &Entry{Result: []byte("result")})
	for name, want := range map[string]os.FileMode{s.dir: 0o700 | os.ModeDir, s.file(Key{1}): 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode() != want {
			t.Errorf("%s has mode %v (%v), want %v", name, info.Mode(), err, want)
		}
	}
}

func TestDamagedEntryIsNone(t *testing.T) {
	s := opened(t)
	put(t, s, Key{1}, &Entry{Begun: time.Now(), Result: bytes.Repeat([]byte("result "), 100)})
	whole, err := os.ReadFile(s.file(Key{1}))
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 1
		for _, data := range [][]byte{damaged, whole[:i]} {
			if err := os.WriteFile(s.file(Key{1}), data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, ok := s.Get(Key{1}); ok {
				t.Fatalf("an entry that is damaged at byte %d is read", i)
			}
		}
	}
	put(t, s, Key{1}, &Entry{Result: []byte("new")})
	if got, ok := s.Get(Key{1}); !ok || string(got) != "new" {
		t.Errorf("after writing anew: %q, %v", got, ok)
	}
	if err := os.Remove(s.file(Key{1})); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.file(Key{1}), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(Key{1}); ok || s.Put(Key{1}, &Entry{}) == nil {
		t.Error("a folder is taken for an entry")
	}
}

func TestBounds(t *testing.T) {
	s := opened(t)
	s.maxEntries, s.maxBytes = 3, 4000
	old := time.Now().Add(-2 * abandoned)
	left := filepath.Join(s.dir, "new-1.entry.tmp")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	for i := range byte(6) {
		put(t, s, Key{i}, &Entry{Result: []byte{i}})
		at := time.Now().Add(time.Duration(i) * time.Second)
		if err := os.Chtimes(s.file(Key{i}), at, at); err != nil {
			t.Fatal(err)
		}
		s.trim("")
		if _, ok := s.Get(Key{0}); ok != (i < 3) {
			// Get makes the first the one that was used last, but for the clock that the test sets ahead.
			t.Errorf("with %d entries the first is there: %v", i+1, ok)
		}
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error("a file that a run left behind is still there")
	}
	files, err := os.ReadDir(s.dir)
	if err != nil || len(files) != 3 {
		t.Errorf("%d files are left, want 3 (%v)", len(files), err)
	}
	noise := make([]byte, 2000)
	for i := range noise {
		noise[i] = byte(i * i >> 3)
	}
	if s.maxBytes = 1000; s.Put(Key{9}, &Entry{Result: noise}) == nil {
		t.Error("an entry is kept that fills the cache")
	}
}

// TestConcurrentRuns writes and reads the same entries from many sides: what is read is whole.
func TestConcurrentRuns(t *testing.T) {
	first := opened(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			s, err := Open(first.dir, "build")
			if err != nil {
				t.Error(err)
				return
			}
			s.maxEntries = 2
			for n := range 40 {
				k := byte(n % 4)
				want := fmt.Sprint("result ", k)
				if err := s.Put(Key{k}, &Entry{Begun: time.Now(), Result: []byte(want)}); err != nil {
					t.Errorf("run %d: %v", i, err)
				}
				if got, ok := s.Get(Key{k}); ok && string(got) != want {
					t.Errorf("run %d reads %q, want %q", i, got, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzDecode(f *testing.F) {
	whole, err := (&Entry{Begun: time.Now(), Seen: []source.Seen{{Path: "/a"}}, Result: []byte("result")}).encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(header))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, err := decode(data); err == nil {
			if again, err := e.encode(); err != nil || len(again) == 0 {
				t.Errorf("what is read cannot be written: %v", err)
			}
		}
		// What the digest keeps away has to be borne, too.
		if len(data) < 1<<12 {
			_, _ = unpacked(data)
		}
	})
}
