package lsp

import (
	"context"
	"flag"
	"math/rand"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/engine"
)

var soak = flag.Int("soak", 0, "in TestSoak, how many edits the auditor of the server follows")

// TestSoak edits files of a workspace for long, and demands that memory does not grow and that what is said in the end is what an audit says.
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("it takes long: ask for it with -soak=10000")
	}
	dir := copied(t, "bytelyst/before")
	o := engine.Options{Dir: dir, Outside: true, OnRequest: true}
	a := newAuditor(o, nil)
	defer a.Close()
	random := rand.New(rand.NewSource(1))
	files := someCode(t, dir, random)
	first, texts := map[string]string{}, map[string][]byte{}
	for _, abs := range files {
		data, err := os.ReadFile(abs)
		if err != nil {
			t.Fatal(err)
		}
		first[abs] = string(data)
	}
	var early uint64
	routines := runtime.NumGoroutine()
	for n := range *soak {
		abs := files[random.Intn(len(files))]
		text, ok := texts[abs]
		if !ok || len(text) > 2*len(first[abs])+1_000 || random.Intn(20) == 0 {
			text = []byte(first[abs])
		}
		texts[abs] = typed(random, text)
		if random.Intn(50) == 0 {
			delete(texts, abs) // closed
		}
		if _, err := a.Audit(context.Background(), texts, nil); err != nil {
			t.Fatal(err)
		}
		if n%(*soak/10+1) == 0 || n == *soak-1 {
			heap, resident := memory()
			t.Logf("after %d edits: %d MB of heap, %d MB resident, %d goroutines", n, heap>>20, resident>>20, runtime.NumGoroutine())
			if n > 0 && early == 0 {
				early = heap
			}
			if early > 0 && heap > 2*early+(32<<20) {
				t.Fatalf("the heap has grown from %d to %d bytes", early, heap)
			}
		}
	}
	if now := runtime.NumGoroutine(); now > routines+4 {
		t.Errorf("there were %d goroutines, and are %d", routines, now)
	}
	got, err := a.Audit(context.Background(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := engine.Check(context.Background(), engine.Options{Dir: dir, Outside: true, Overlay: texts})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "in the end", newFindings(got.Result), newFindings(want))
}

// typed is a text with a piece more, less, or twice.
func typed(random *rand.Rand, text []byte) []byte {
	start := random.Intn(len(text) + 1)
	end := min(len(text), start+random.Intn(12))
	piece := []string{"", "", "\n", "x", "'", "{", "const a = 1;\n", string(text[start:min(len(text), start+30)])}[random.Intn(8)]
	return []byte(strings.ToValidUTF8(string(text[:start])+piece+string(text[end:]), "?"))
}

// memory is what is in use: of Go's heap, and of the process where that can be told.
func memory() (heap, resident uint64) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	data, err := os.ReadFile("/proc/self/statm")
	if fields := strings.Fields(string(data)); err == nil && len(fields) > 1 {
		var pages uint64
		for _, c := range fields[1] {
			pages = pages*10 + uint64(c-'0')
		}
		resident = pages * uint64(os.Getpagesize())
	}
	return m.HeapAlloc, resident
}
