package metamorph

import (
	"context"
	"fmt"
	"maps"
	"math/rand"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/engine"
)

const workspaces = "../../testdata/workspaces/"

// rewrites are applied alone, in this order all together, and in random choices.
var rewrites = []struct {
	name    string
	rewrite Rewrite
}{
	{"rename the base address option", Rename("baseUrl")},
	{"rename the headers option", Rename("defaultHeaders")},
	{"rename the package", RenamePackage("@bytelyst/api-client", "@elsewhere/kit")},
	{"rename exports", RenameExports},
	{"rename locals", RenameLocals},
	{"move literals", MoveLiterals},
	{"barrels", Barrels},
	{"reorder", Reorder},
	{"quotes", Quotes},
	{"sums for templates", Concatenate},
	{"as const", AsConst},
	{"factory as class", All(Class(factory), Rename(factory))},
	{"rename the factory", Rename(factory)},
	{"methods", Methods},
	{"declarations", Declarations},
	{"arrows", Arrows},
	{"python: rename methods", RenameMethods},
	{"python: rename variables", RenameVariables},
	{"python: move constants", MoveConstants},
	{"python: dicts", Dicts},
	{"python: sums", Sums},
	{"line ends", LineEnds},
}

const factory = "createApiClient"

var everything = func(w *Workspace) error {
	for _, r := range rewrites {
		if err := r.rewrite(w); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}

func TestRewrites(t *testing.T) {
	for _, state := range []string{"bytelyst/before", "orbit"} {
		want := audited(t, state, untouched, 0)
		if len(want) < 30 {
			t.Fatalf("%s: only %d results to compare with", state, len(want))
		}
		for _, r := range rewrites {
			if state == "orbit" && strings.Contains(r.name, "factory") {
				continue // it has none of that name
			}
			t.Run(state+"/"+r.name, func(t *testing.T) { same(t, want, audited(t, state, r.rewrite, 1)) })
		}
	}
}

func TestEverything(t *testing.T) {
	for _, state := range []string{"bytelyst/before", "bytelyst/after-1"} {
		want := audited(t, state, untouched, 0)
		for seed := range int64(2) {
			t.Run(fmt.Sprint(state, "/", seed), func(t *testing.T) { same(t, want, audited(t, state, everything, seed)) })
		}
	}
}

// TestRewritesRewrite demands that each rewriting changes files: one that does nothing proves nothing.
func TestRewritesRewrite(t *testing.T) {
	for _, r := range rewrites {
		before, err := Read(workspaces+"bytelyst/before", 1)
		if err != nil {
			t.Fatal(err)
		}
		after, err := Read(workspaces+"bytelyst/before", 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.rewrite(after); err != nil {
			t.Fatal(err)
		}
		changed := 0
		for p, text := range after.Files {
			if before.Files[p] != text {
				changed++
			}
		}
		if changed < 2 {
			t.Errorf("%s: changes %d files", r.name, changed)
		}
	}
}

func untouched(*Workspace) error { return nil }

// TestChoices applies some rewritings, in the order of the table: the factory is made a class as long as it is a function
// of functions.
func TestChoices(t *testing.T) {
	const state = "bytelyst/before"
	want := audited(t, state, untouched, 0)
	for seed := range int64(6) {
		r := rand.New(rand.NewSource(seed))
		var names []string
		var list []Rewrite
		chosen := r.Perm(len(rewrites))[:6]
		slices.Sort(chosen)
		for _, i := range chosen {
			names, list = append(names, rewrites[i].name), append(list, rewrites[i].rewrite)
		}
		t.Run(strings.Join(names, ", "), func(t *testing.T) { same(t, want, audited(t, state, All(list...), seed)) })
	}
}

// same compares two outcomes. What follows reasonMark in a line is not compared, but printed.
func same(t *testing.T, want, got []string) {
	t.Helper()
	count, reasons := map[string]int{}, map[string]string{}
	for _, l := range got {
		l, reason, _ := strings.Cut(l, reasonMark)
		count[l]++
		reasons[l] += reason
	}
	for _, l := range want {
		l, _, _ := strings.Cut(l, reasonMark)
		count[l]--
	}
	for _, l := range slices.Sorted(maps.Keys(count)) {
		switch n := count[l]; {
		case n < 0:
			t.Errorf("missing: %s", l)
		case n > 0:
			t.Errorf("not wanted: %s%s", l, reasons[l])
		}
	}
}

// audited returns what an audit of the rewritten workspace says, modulo names and lines.
func audited(t *testing.T, state string, rewrite Rewrite, seed int64) []string {
	t.Helper()
	w, err := Read(workspaces+state, seed)
	if err != nil {
		t.Fatal(err)
	}
	if err := All(rewrite)(w); err != nil {
		t.Fatalf("the rewriting itself: %v", err)
	}
	dir := t.TempDir()
	if err := w.Write(dir); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Check(context.Background(), engine.Options{Dir: dir, ShowOK: true, ShowUnknown: true})
	if err != nil {
		t.Fatal(err)
	}
	return outcome(r, w.Names)
}

// reasonMark ends what is compared.
const reasonMark = " because: "

// byName are checks for which a name where it is written is evidence: of a variable, or of the header that an id is sent in. Under
// another one, or with the text moved away, what was ok may be unknown or no place of theirs. Their findings stay as they are.
var byName = map[string]bool{"partition-key-use": true, "env-example": true}

func outcome(r *diag.Result, names map[string]string) []string {
	var out []string
	at := func(l diag.Location) string { return l.Repo + "/" + l.Path }
	causes := map[string]string{}
	for _, f := range r.Findings {
		if f.IsCause {
			causes[f.Fingerprint] = at(f.Location)
		}
	}
	for _, f := range r.Findings {
		line := fmt.Sprintf("finding %s %s: %s (cause %s, explains %d)", f.RuleID, at(f.Location), modulo(f.Message, names), causes[f.RootCause], f.Explains)
		for _, rel := range f.Related {
			line += "; " + at(rel.Location) + ": " + number.ReplaceAllString(rel.Message, "N")
		}
		out = append(out, line)
	}
	for _, s := range r.Sites {
		if byName[s.RuleID] {
			continue
		}
		out = append(out, fmt.Sprintf("%v %s %s", s.Verdict, s.RuleID, at(s.Location))+reasonMark+s.Reason)
	}
	for _, e := range r.Errors {
		out = append(out, fmt.Sprintf("error %s: %s", e.Kind, e.Message))
	}
	sort.Strings(out)
	return out
}

var (
	number  = regexp.MustCompile(`\d+`)
	line    = regexp.MustCompile(`(\.\w+):\d+`)
	word    = regexp.MustCompile(`[A-Za-z_]\w*`)
	listing = regexp.MustCompile(`(?:It|and) sends (.*)\.$`)
)

// modulo returns a message with the first names of things, and the keys it lists in alphabetical order.
func modulo(message string, names map[string]string) string {
	message = line.ReplaceAllString(message, "$1")
	message = word.ReplaceAllStringFunc(message, func(s string) string {
		if first, ok := names[s]; ok {
			return first
		}
		return s
	})
	return listing.ReplaceAllStringFunc(message, func(s string) string {
		keys := regexp.MustCompile(`, | and `).Split(listing.FindStringSubmatch(s)[1], -1)
		slices.Sort(keys)
		return "sends " + strings.Join(keys, ", ") + "."
	})
}
