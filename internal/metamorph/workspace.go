package metamorph

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/bytelyst/connaudit/internal/syntax"
)

// Workspace is the files of a workspace in memory. It is not for concurrent use.
type Workspace struct {
	Files map[string]string // texts by path from the root, with slashes
	Names map[string]string // what code was called at first, by what it is called now

	rand  *rand.Rand
	fresh int
}

// Read takes the files below dir. The seed decides where a rewriting has a choice.
func Read(dir string, seed int64) (*Workspace, error) {
	w := &Workspace{Files: map[string]string{}, Names: map[string]string{}, rand: rand.New(rand.NewSource(seed))}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		w.Files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	return w, err
}

// Write puts the files below dir.
func (w *Workspace) Write(dir string) error {
	for _, p := range w.paths(func(string) bool { return true }) {
		to := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, []byte(w.Files[p]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// paths returns the paths that is wants, sorted.
func (w *Workspace) paths(is func(string) bool) []string {
	var out []string
	for p := range w.Files {
		if is(p) {
			out = append(out, p)
		}
	}
	sort.Strings(out)
	return out
}

// meaningful are names by which rules know what a value is, in lower case and without separators: they are part of what code means.
var meaningful = map[string]bool{"productid": true}

// name returns a name that nothing has, in the style of old: a constant, a type or a variable. One that means something stays.
func (w *Workspace) name(old string) string {
	if meaningful[strings.ToLower(strings.ReplaceAll(old, "_", ""))] {
		return old
	}
	w.fresh++
	prefix := "v"
	switch {
	case strings.HasPrefix(old, "_"):
		prefix = "_v"
	case len(old) > 1 && old == strings.ToUpper(old):
		prefix = "K_"
	case old != "" && old[0] >= 'A' && old[0] <= 'Z':
		prefix = "T"
	}
	name := fmt.Sprintf("%s%d%c", prefix, w.fresh, 'a'+rune(w.rand.Intn(26)))
	if old != "" {
		w.Names[name] = old
		if first, ok := w.Names[old]; ok { // renamed before
			w.Names[name] = first
		}
	}
	return name
}

// grammars are those of the files that are rewritten.
var grammars = map[string]func() *syntax.Grammar{
	".ts": syntax.TypeScript, ".mts": syntax.TypeScript, ".tsx": syntax.TSX,
	".js": syntax.JavaScript, ".mjs": syntax.JavaScript, ".cjs": syntax.JavaScript, ".jsx": syntax.JavaScript,
	".py": syntax.Python,
}

func isPython(p string) bool { return path.Ext(p) == ".py" }

// isScript reports whether a file is of the TypeScript family.
func isScript(p string) bool { return grammars[path.Ext(p)] != nil && !isPython(p) }

// isTyped reports whether types may stand in a file.
func isTyped(p string) bool { return isScript(p) && strings.Contains(path.Ext(p), "ts") }

func (w *Workspace) parse(p string) (*syntax.Tree, error) {
	t, err := syntax.Parse(grammars[path.Ext(p)](), []byte(w.Files[p]))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	if len(t.Errors) > 0 {
		return nil, fmt.Errorf("%s: syntax error at byte %d of:\n%s", p, t.Errors[0].Start, t.Text())
	}
	return t, nil
}

// edit prints the files that is wants again. visitor returns what replaces nodes of a file, nil to leave it alone.
func (w *Workspace) edit(is func(path string) bool, visitor func(path string, t *syntax.Tree) visitor) error {
	for _, p := range w.paths(is) {
		t, err := w.parse(p)
		if err != nil {
			return err
		}
		if v := visitor(p, t); v != nil {
			w.Files[p] = (&printer{v}).print(t.Root())
		}
	}
	return nil
}

// Check reports the first file that is no longer free of syntax errors.
func (w *Workspace) Check() error {
	for _, p := range w.paths(func(p string) bool { return grammars[path.Ext(p)] != nil }) {
		if _, err := w.parse(p); err != nil {
			return err
		}
	}
	return nil
}
