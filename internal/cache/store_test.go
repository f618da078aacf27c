package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func opened(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "a", "b"), "build")
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

func TestEntryIsKept(t *testing.T) {
	s := opened(t)
	want := &Entry{Begun: time.Now().Round(0), Head: []byte("head"), Rest: []byte("rest"), Result: []byte("result")}
	if _, ok := s.Get(Key{1}); ok {
		t.Error("there is an entry in an empty folder")
	}
	put(t, s, Key{1}, want)
	got, ok := s.Get(Key{1})
	if !ok || !got.Begun.Equal(want.Begun) || string(got.Head) != "head" || string(got.Rest) != "rest" || string(got.Result) != "result" {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := s.Get(Key{2}); ok {
		t.Error("there is an entry of another key")
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
	if got, ok := s.Get(Key{1}); !ok || string(got.Result) != "new" {
		t.Errorf("after writing anew: %+v, %v", got, ok)
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
		_, ok := s.Get(Key{0})
		if s.Use(Key{0}); ok != (i < 3) {
			// Use makes the first the one that was used last, but for the clock that the test sets ahead.
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
				if got, ok := s.Get(Key{k}); ok && string(got.Result) != want {
					t.Errorf("run %d reads %q, want %q", i, got.Result, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzDecode(f *testing.F) {
	whole, err := (&Entry{Begun: time.Now(), Head: []byte("head"), Result: []byte("result")}).encode()
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
