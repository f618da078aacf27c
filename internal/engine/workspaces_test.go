package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/analyzers"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/gocheck"
)

// The sample workspaces state on each line what is to be found there; see testdata/workspaces/bytelyst/README.md:
//
//	// want: request-id product-id; ok: other-rule
//	# unknown: request-id
//	// cause: request-id 9
//	// also: partition-key          a place that belongs to a finding elsewhere
//	// want: request-id "the text"  what the message says, among other things
//	// error: go "the text"         what is said of the file as a whole, on its first line
//	// want/types: request-id       where Go is loaded with its types; want/text: where it is read as text
//
// A finding on a line that does not want it is as wrong as one that is missing.
var sampleWorkspaces = []string{"bytelyst/before", "bytelyst/after-1", "bytelyst/after-2", "orbit", "ids", "harbor", "ferry"}

// golang are those with modules of Go, which are looked at with types as well.
var golang = []string{"ferry"}

const workspaceRoot = "../../testdata/workspaces"

var marker = regexp.MustCompile(`(?://|#|/\*|<!--)\s*((?:want|ok|unknown|cause|also|error)(?:/types|/text)?:[^*>]*)`)

func TestSampleWorkspaces(t *testing.T) {
	for _, name := range sampleWorkspaces {
		t.Run(name, func(t *testing.T) { checkMarkers(t, name, "text", nil) })
	}
	for _, name := range golang {
		t.Run(name+" with types", func(t *testing.T) { checkMarkers(t, name, "types", gocheck.New(analyzers.All(), gocheck.Options{})) })
	}
}

// checkMarkers compares what the audit finds in a workspace with its markers: those for either way to read Go, and those of one.
func checkMarkers(t *testing.T, name, way string, typed Typed) {
	dir := filepath.Join(workspaceRoot, name)
	want, files := markers(t, dir, way)
	got := outcomes(t, Options{Dir: dir, ShowOK: true, ShowUnknown: true, Typed: typed}, files)
	for _, k := range sortedKeys(want, got) {
		switch {
		case got[k] == "" && want[k] != "":
			t.Errorf("missing: %s%s", k, want[k])
		case want[k] == "" && (strings.Contains(k, ": want ") || strings.Contains(k, ": error ")):
			t.Errorf("not wanted: %s%s", k, got[k])
		case want[k] != "" && !fits(k, got[k], want[k]):
			t.Errorf("%s%s, want%s", k, got[k], want[k])
		}
	}
}

// fits compares an outcome with its marker: of a message the marker has a part.
func fits(key, got, want string) bool {
	says := strings.Contains(key, ": want ") || strings.Contains(key, ": error ")
	return got == want || says && strings.Contains(got, strings.TrimSpace(want))
}

// markers reads what the files of a workspace want: "path:line: want rule" and so on, with the number a cause explains.
func markers(t *testing.T, dir, way string) (want map[string]string, files map[string]bool) {
	t.Helper()
	want, files = map[string]string{}, map[string]bool{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(p) {
		case ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".py", ".vue", ".svelte", ".tf", ".bicep", ".sh", ".go", ".mod":
		default:
			if !strings.HasPrefix(d.Name(), ".env") {
				return nil
			}
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)] = true
		for i, line := range strings.Split(string(text), "\n") {
			for _, m := range marker.FindAllStringSubmatch(line, -1) {
				addMarkers(want, fmt.Sprintf("%s:%d", filepath.ToSlash(rel), i+1), m[1], way)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return want, files
}

func addMarkers(want map[string]string, at, text, way string) {
	for _, clause := range strings.Split(text, ";") {
		kind, rest, ok := strings.Cut(clause, ":")
		kind, only, _ := strings.Cut(strings.TrimSpace(kind), "/")
		if !ok || only != "" && only != way {
			continue
		}
		words := strings.Fields(rest)
		if kind == "cause" {
			want[at+": cause "+words[0]] = " explains " + words[1]
			continue
		}
		text := ""
		if i := strings.IndexByte(rest, '"'); i >= 0 && (kind == "want" || kind == "error") {
			text = strings.TrimSuffix(strings.TrimSpace(rest[i+1:]), `"`)
			words = strings.Fields(rest[:i])
		}
		for _, rule := range words {
			if !regexp.MustCompile(`^[a-z][a-z-]+$`).MatchString(rule) {
				break
			}
			want[at+": "+kind+" "+rule] = " " + text
		}
	}
}

// outcomes runs the audit and restates it as markers would.
func outcomes(t *testing.T, o Options, files map[string]bool) map[string]string {
	t.Helper()
	r, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range r.Errors {
		got[fmt.Sprintf("%s:%d: error %s", e.Path, max(e.Line, 1), e.Kind)] += " " + e.Message
	}
	at := func(l diag.Location) string {
		p := l.Path
		if files[l.Repo+"/"+l.Path] {
			p = l.Repo + "/" + l.Path
		}
		return fmt.Sprintf("%s:%d", p, l.Start.Line)
	}
	for _, f := range r.Findings {
		if f.IsCause {
			got[at(f.Location)+": cause "+f.RuleID] = fmt.Sprintf(" explains %d", f.Explains)
			continue
		}
		got[at(f.Location)+": want "+f.RuleID] += " " + f.Message
		for _, r := range f.Related {
			if !r.Evidence {
				got[at(r.Location)+": also "+f.RuleID] = " "
			}
		}
	}
	kinds := map[diag.Verdict]string{diag.OK: "ok", diag.Unknown: "unknown"}
	for _, s := range r.Sites {
		if k := kinds[s.Verdict]; k != "" {
			got[at(s.Location)+": "+k+" "+s.RuleID] = " "
		}
	}
	return got
}

func sortedKeys(ms ...map[string]string) []string {
	set := map[string]bool{}
	for _, m := range ms {
		for k := range m {
			set[k] = true
		}
	}
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
