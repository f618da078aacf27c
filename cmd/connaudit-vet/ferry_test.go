package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

var update = flag.Bool("update", false, "rewrite the files that tests compare with")

const (
	ferry  = "../../testdata/workspaces/ferry"
	golden = ferry + "/crossing.txt" // analyzers/golangci compares with it, too
)

// TestFerry: what `go vet` finds in the Go service of the sample workspace is what the audit finds there, with the same words, rules and
// lines. Only the audit knows of the containers that another repository declares.
func TestFerry(t *testing.T) {
	vetted := vetFerry(t)
	var lines []string
	for _, f := range vetted {
		lines = append(lines, f.at+": "+f.pass+": "+f.message)
	}
	slices.Sort(lines)
	compareGolden(t, strings.Join(lines, "\n")+"\n")

	var alone []string
	audited := auditFerry(t)
	for _, f := range audited {
		if !slices.ContainsFunc(vetted, func(v vetFinding) bool { return v.at == f.at && v.rule == f.rule && v.message == f.message }) {
			alone = append(alone, f.at+" "+f.rule)
		}
	}
	want := []string{"internal/store/schema.go:11:36 partition-key", "internal/store/store.go:56:14 partition-key-use"}
	if !slices.Equal(alone, want) || len(audited) != len(vetted)+len(want) {
		t.Errorf("of %d findings of the audit, and %d of vet, these are the audit's alone:\n%q, want\n%q", len(audited), len(vetted), alone, want)
	}
}

// vetFinding is a finding in crossing: its place, from there, the pass and the rule, and the message with names of files from there.
type vetFinding struct{ at, pass, rule, message string }

// vetFerry runs the go command as its users do.
func vetFerry(t *testing.T) (out []vetFinding) {
	t.Helper()
	dir, err := filepath.Abs(ferry + "/crossing")
	if err != nil {
		t.Fatal(err)
	}
	vet := exec.Command("go", "vet", "-vettool="+tool, "-json", "./...")
	vet.Dir = dir
	vet.Env = append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
	printed, err := vet.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	for decoder := json.NewDecoder(bytes.NewReader(withoutComments(printed))); decoder.More(); {
		var packages map[string]map[string][]struct{ Category, Posn, Message string }
		if err := decoder.Decode(&packages); err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		for _, passes := range packages {
			for pass, found := range passes {
				for _, f := range found {
					at := filepath.ToSlash(strings.TrimPrefix(f.Posn, dir+string(filepath.Separator)))
					out = append(out, vetFinding{at, pass, f.Category, fromCrossing(f.Message)})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b vetFinding) int { return strings.Compare(a.at+a.pass, b.at+b.pass) })
	return out
}

// withoutComments leaves out the lines that name packages.
func withoutComments(printed []byte) []byte {
	return bytes.Join(slices.DeleteFunc(bytes.Split(printed, []byte("\n")), func(l []byte) bool { return bytes.HasPrefix(l, []byte("#")) }), []byte("\n"))
}

// fromCrossing names files in a message from the service's folder. A pass names them from the root of what git has checked out, the
// audit with the repository's name.
func fromCrossing(message string) string {
	return strings.ReplaceAll(strings.ReplaceAll(message, "testdata/workspaces/ferry/", ""), "crossing/", "")
}

// auditFerry runs the audit over the whole workspace, and returns what it finds in the service.
func auditFerry(t *testing.T) (out []vetFinding) {
	t.Helper()
	r, err := engine.Check(context.Background(), engine.Options{Dir: ferry, Typed: gocheck.New(analyzers.All(), gocheck.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Location.Repo == "crossing" && !f.IsCause {
			at := fmt.Sprintf("%s:%d:%d", f.Location.Path, f.Location.Start.Line, f.Location.Start.Column)
			out = append(out, vetFinding{at: strings.TrimPrefix(at, "crossing/"), rule: f.RuleID, message: fromCrossing(f.Message)})
		}
	}
	return out
}

func compareGolden(t *testing.T, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("vet found:\n%swant:\n%s", got, want)
	}
}
