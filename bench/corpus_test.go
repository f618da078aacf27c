//go:build corpus

package bench

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
)

var update = flag.Bool("update", false, "write clean_corpus.golden anew: new findings get the verdict ?, which fails the next run")

const (
	golden = "clean_corpus.golden"
	corpus = ".work/corpus"

	// A corpus of less code than this proves too little; bytes that were read, generated files left out.
	minTypeScript = 20_000_000
	minPython     = 5_000_000
)

// setups are the configurations under which the corpus is checked, by the name they have in the golden file.
var setups = []string{"default", "everywhere"}

// goldenHead explains the golden file to whoever has to change it.
const goldenHead = `# Every finding on the clean corpus, and what somebody who looked at the code says of it. Fields, separated by tabs:
#   setup    default: connaudit as it comes; everywhere: bench/corpus/rules.yaml, which demands the headers of everybody
#   rule     its id
#   place    package, path:line:column
#   verdict  true: as the finding says; false: it is wrong; debatable: right by the letter. ? is for one that nobody looked at
#   note     why, and what the code does
# go test -tags corpus ./bench -update writes new lines with the verdict ?; look at the code, and replace it.
`

// A judgement is one line of the golden file.
type judgement struct{ verdict, note string }

func TestCleanCorpus(t *testing.T) {
	known := readGolden(t)
	found := map[string]string{} // messages by setup, rule and place
	for _, setup := range setups {
		result := checkCorpus(t, setup)
		for i := range result.Findings {
			f := &result.Findings[i]
			found[keyOf(setup, f)] = f.Message
		}
	}
	if *update {
		writeGolden(t, found, known)
		return
	}
	compare(t, found, known)
}

// checkCorpus checks all of it, and checks that it is what it should be.
func checkCorpus(t *testing.T, setup string) *diag.Result {
	t.Helper()
	config, err := filepath.Abs(filepath.Join(corpus, setup+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(config); err != nil {
		t.Fatalf("the corpus is not there: %v; run bench/corpus.sh", err)
	}
	result, err := engine.Check(context.Background(), engine.Options{Dir: filepath.Dir(config), ConfigFile: config})
	if err != nil {
		t.Fatal(err)
	}
	if got := result.Stats.Bytes; got < minTypeScript+minPython {
		t.Errorf("%s: %d bytes of the corpus were read, less than %d", setup, got, minTypeScript+minPython)
	}
	for _, e := range result.Errors {
		if e.Kind == "io" || e.Kind == "rule" || e.Kind == "config" {
			t.Errorf("%s: %s: %s", setup, e.Path, e.Message)
		}
	}
	return result
}

func keyOf(setup string, f *diag.Finding) string {
	return strings.Join([]string{setup, f.RuleID, fmt.Sprintf("%s %s:%d:%d", f.Repo, f.Path, f.Start.Line, f.Start.Column)}, "\t")
}

func compare(t *testing.T, found map[string]string, known map[string]judgement) {
	t.Helper()
	counts := map[string]int{}
	for _, k := range slices.Sorted(maps.Keys(found)) {
		j, ok := known[k]
		if !ok {
			t.Errorf("new: %s: %s", strings.ReplaceAll(k, "\t", " "), found[k])
			continue
		}
		counts[j.verdict]++
	}
	for _, k := range slices.Sorted(maps.Keys(known)) {
		if _, ok := found[k]; !ok {
			t.Errorf("no longer found: %s (%s: %s)", strings.ReplaceAll(k, "\t", " "), known[k].verdict, known[k].note)
		}
	}
	t.Logf("%d findings: %d true, %d debatable, %d false", len(found), counts["true"], counts["debatable"], counts["false"])
}

func readGolden(t *testing.T) map[string]judgement {
	t.Helper()
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]judgement{}
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 5 {
			t.Fatalf("%s:%d: %d fields, want 5 separated by tabs", golden, i+1, len(fields))
		}
		j := judgement{fields[3], fields[4]}
		switch j.verdict {
		case "true", "false", "debatable":
			if j.note == "" {
				t.Errorf("%s:%d: a verdict needs a note: why?", golden, i+1)
			}
		case "?":
			if !*update {
				t.Errorf("%s:%d: nobody has looked at this finding; the verdict is true, false or debatable", golden, i+1)
			}
		default:
			t.Errorf("%s:%d: %q is no verdict; it is true, false or debatable", golden, i+1, j.verdict)
		}
		out[strings.Join(fields[:3], "\t")] = j
	}
	return out
}

func writeGolden(t *testing.T, found map[string]string, known map[string]judgement) {
	t.Helper()
	var b strings.Builder
	b.WriteString(goldenHead)
	for _, k := range slices.Sorted(maps.Keys(found)) {
		j, ok := known[k]
		if !ok {
			first, _, _ := strings.Cut(found[k], "\n")
			j = judgement{"?", strings.ReplaceAll(first, "\t", " ")}
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\n", k, j.verdict, j.note)
	}
	if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
