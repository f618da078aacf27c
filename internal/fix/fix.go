package fix

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/bytelyst/connaudit/internal/diag"
)

// maxRounds bounds how often fixes are taken that those of the round before made room for.
const maxRounds = 10

// Options say which fixes are made.
type Options struct {
	Dir  string   // working directory, which Location.File counts from
	All  bool     // those that a person should look at, too
	Dirs []string // absolute folders: nothing outside them is changed
	Only []string // absolute files and folders that alone are changed; none: no matter
	// Leaves are the rules whose findings a fix may bring: a marker that accepts what a fix resolves is idle from then on.
	Leaves []string

	// Texts are what an editor holds of files, by absolute path, in place of what is on disk. Audit must know them, too.
	Texts map[string][]byte
	// Audit audits the workspace with other contents of some files, by absolute path. It must find the same for the same contents.
	Audit func(ctx context.Context, overlay map[string][]byte) (*diag.Result, error)
	// SyntaxErrors counts what a grammar does not understand; ok is false where there is none for the file.
	SyntaxErrors func(name string, contents []byte) (n int, ok bool)
}

// Done is a fix that holds.
type Done struct {
	Finding diag.Finding
	Title   string
}

// Resolves counts the findings that go: those that a root cause explains, else the one.
func (d Done) Resolves() int {
	if d.Finding.IsCause {
		return d.Finding.Explains
	}
	return 1
}

// Refused is a finding that is not resolved, and why.
type Refused struct {
	Finding diag.Finding
	Title   string // of the fix; empty where the finding offers none that may be made
	Why     string
}

// Change is a file with other contents.
type Change struct {
	File     string // as the user can open it from the working directory
	Abs      string
	Old, New []byte
}

// Outcome is what came of the fixes.
type Outcome struct {
	Done    []Done    // in the order in which they were made
	Refused []Refused // in the order of the findings
	Unsafe  int       // findings with a fix that only Options.All makes
	None    int       // findings for which their rule offers none
	Changes []Change  // sorted by path
	Result  *diag.Result
}

// Make finds out which fixes hold, beginning with the result of an audit. Nothing is written. The error is one of the audit, or of
// the context.
func Make(ctx context.Context, o Options, first *diag.Result) (*Outcome, error) {
	m := &maker{o: o, disk: map[string]*file{}, refused: map[key]Refused{}}
	m.state = state{contents: map[string][]byte{}, result: first}
	for range maxRounds {
		picks := m.pick(m.state)
		if len(picks) == 0 {
			break
		}
		if err := m.try(ctx, picks); err != nil {
			return nil, err
		}
	}
	return m.outcome(), nil
}

// state is the workspace as it would be.
type state struct {
	contents map[string][]byte // by absolute path, of files that are changed
	result   *diag.Result
}

// key names a fix over audits: edits before it move it, and other findings may come and go.
type key struct{ rule, repo, path, fingerprint, title string }

func keyOf(f *diag.Finding, title string) key {
	return key{f.RuleID, f.Repo, f.Path, f.Fingerprint, title}
}

type maker struct {
	o       Options
	state   state
	disk    map[string]*file // by absolute path
	done    []Done
	refused map[key]Refused
}

// file is a file as it is on disk; why says why it is not changed, if it is not.
type file struct {
	shown, abs string
	old        []byte
	why        string
}

// file reads a file that a fix would change.
func (m *maker) file(shown string) *file {
	abs := filepath.Clean(filepath.Join(m.o.Dir, shown))
	if filepath.IsAbs(shown) {
		abs = filepath.Clean(shown)
	}
	f := m.disk[abs]
	if f == nil {
		f = &file{shown: shown, abs: abs}
		if err := Writable(abs, m.o.Dirs); err != nil {
			f.why = err.Error()
		} else if f.old, err = m.read(abs); err != nil {
			f.why = "it cannot be read"
		} else if len(m.o.Only) > 0 && !slices.ContainsFunc(m.o.Only, func(p string) bool { return within(p, abs) }) {
			f.why = "it lies outside the PATHs given"
		}
		m.disk[abs] = f
	}
	return f
}

func (m *maker) read(abs string) ([]byte, error) {
	if text, open := m.o.Texts[abs]; open {
		return text, nil
	}
	return os.ReadFile(abs)
}

// pick is a finding with the fix that is made for it.
type pick struct {
	finding diag.Finding
	fix     diag.Fix
	also    []diag.Finding // others that the same edits resolve
}

// findings are those that the fix is to resolve.
func (p pick) findings() []diag.Finding { return append([]diag.Finding{p.finding}, p.also...) }

// pick takes fixes that do not touch one another: the safe ones and those of root causes, then, where no root cause is left, the others:
// what a root cause explains needs no fix of its own.
func (m *maker) pick(s state) []pick {
	var out []pick
	taken := newTaken()
	for _, wanted := range []func(*diag.Finding, diag.Fix) bool{
		func(_ *diag.Finding, x diag.Fix) bool { return x.Safety == diag.Safe },
		func(f *diag.Finding, _ diag.Fix) bool { return m.o.All && f.IsCause },
		func(*diag.Finding, diag.Fix) bool { return m.o.All },
	} {
		if len(taken.causes) > 0 {
			break
		}
		for i := range s.result.Findings {
			f := &s.result.Findings[i]
			if f.Status != diag.New || f.Outside || taken.findings[i] {
				continue
			}
			for _, x := range f.Fixes {
				if !wanted(f, x) || m.isRefused(f, x) {
					continue
				}
				at, same, free := taken.add(x)
				if !free {
					continue
				}
				taken.findings[i] = true
				if f.IsCause {
					taken.causes[f.Fingerprint] = true
				}
				if same {
					out[at].also = append(out[at].also, *f)
				} else {
					out = append(out, pick{finding: *f, fix: x})
				}
				break
			}
		}
	}
	return out
}

// isRefused reports whether a fix is not to be made, and notes why.
func (m *maker) isRefused(f *diag.Finding, x diag.Fix) bool {
	k := keyOf(f, x.Title)
	if _, ok := m.refused[k]; ok {
		return true
	}
	for _, e := range x.Edits {
		if e.File == "" {
			m.refuse(f, x.Title, "the file is not at hand")
			return true
		}
		if d := m.file(e.File); d.why != "" {
			m.refuse(f, x.Title, fmt.Sprintf("%s is not written: %s", d.shown, d.why))
			return true
		}
	}
	return len(x.Edits) == 0
}

func (m *maker) refuse(f *diag.Finding, title, why string) {
	m.refused[keyOf(f, title)] = Refused{*f, title, why}
}
