package engine

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/facts"
	"github.com/bytelyst/connaudit/internal/files"
	"github.com/bytelyst/connaudit/internal/rule"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// maxExport bounds a file of facts: what a million lines of code state is a tenth of it.
const maxExport = 256 << 20

// imports are the repositories that are known by what they exported, by name.
type imports map[string]*facts.Imported

// readImports reads what the repositories of a workspace exported that are not there. The error names the file.
func readImports(ws *workspace.Workspace) (imports, error) {
	var out imports
	told := map[string]string{} // who tells of which repository in which file
	for _, r := range ws.Repos {
		if r.Facts == "" {
			continue
		}
		got, err := readImport(ws, r)
		if err != nil {
			return nil, err
		}
		what := r.Facts + "\x00" + got.From
		if told[what] != "" {
			return nil, &workspace.Error{File: ws.Shown(r.Facts), Line: 1, Column: 1, Message: fmt.Sprintf("the facts of %q are those of both %q and %q",
				got.From, told[what], r.Name), Hint: "what is stated once would count twice: remove one of the entries from connaudit.yaml"}
		}
		told[what] = r.Name
		if out == nil {
			out = imports{}
		}
		out[r.Name] = got
	}
	return out, nil
}

// exports are the files of facts that the workspace names, in the order of repositories, which is that of their names.
func (a *audit) exports() (out []diag.Export) {
	for _, r := range a.ws.Repos {
		if r.Facts != "" {
			out = append(out, diag.Export{Repo: r.Name, File: r.Facts})
		}
	}
	return out
}

func readImport(ws *workspace.Workspace, r *workspace.Repo) (*facts.Imported, error) {
	name := ws.Shown(r.Facts)
	if info, err := ws.Settings().Stat(r.Facts); err == nil && info.Size() > maxExport {
		return nil, &workspace.Error{File: name, Message: fmt.Sprintf("a file of facts of more than %d MiB", maxExport>>20), Hint: "export fewer repositories into it"}
	}
	data, err := files.Read(ws.Settings(), r.Facts)
	if err != nil {
		return nil, &workspace.Error{File: name, Message: "the facts of " + r.Name + " cannot be read: " + err.Error()}
	}
	got, err := facts.Import(data, r.Name)
	var fault *facts.Fault
	if errors.As(err, &fault) {
		return nil, &workspace.Error{File: name, Line: fault.Line, Column: fault.Column, Message: fault.Message, Hint: fault.Hint}
	}
	return got, err
}

// digestImports writes what the files of facts hold. One that cannot be read is like none here: the audit says so.
func digestImports(ws *workspace.Workspace, to io.Writer) {
	for _, r := range ws.Repos {
		if r.Facts == "" {
			continue
		}
		data, err := files.Read(ws.Settings(), r.Facts)
		_, _ = fmt.Fprintf(to, "%q %x %v\n", r.Facts, sha256.Sum256(data), err) // a hash never fails
	}
}

// recorded are the kinds that the exports show to be recorded.
func (m imports) recorded() (out []rule.Recorded) {
	for _, i := range m {
		for _, r := range i.Recorded {
			out = append(out, rule.Recorded(r))
		}
	}
	return out
}

// layImports adds what was exported to what was learned here.
func (a *audit) layImports(context.Context) error {
	if len(a.imports) == 0 {
		return nil
	}
	all := slices.Clone(a.store.All())
	for _, r := range a.ws.Repos {
		if i := a.imports[r.Name]; i != nil {
			all = append(all, i.Facts...)
		}
	}
	a.store = facts.NewStore(all)
	return nil
}

// isImported reports whether a place is known by an export only: nobody can look at it here.
func (a *audit) isImported(at value.Place) bool {
	return !at.IsNone() && at.File.Exported
}

// standHere puts a finding about a place that is known by an export only where somebody of this workspace can look: at the first place in it that has
// a part in the finding. ok is unset where there is none, and where findings say so already that stand here: it is for the
// audit of the other repository to tell.
func (a *audit) standHere(f *diag.Finding, site value.Place, told []diag.Finding) (ok bool) {
	if !a.isImported(site) {
		return true
	}
	for i, r := range f.Related {
		if r.File == "" || r.Evidence {
			continue
		}
		if slices.ContainsFunc(told, func(t diag.Finding) bool { return tells(t, f.RuleID, r.Location, f.Location) }) {
			return false
		}
		f.Related[i] = diag.Related{Location: f.Location, Message: "the finding is about this place"}
		// What the other file holds is not known: what the finding is about tells it from others.
		f.Fingerprint = strings.Join([]string{f.Repo, f.Path, f.Unit}, "\x00")
		f.Message = fmt.Sprintf("%s/%s:%d: %s", f.Repo, f.Path, f.Start.Line, f.Message)
		f.Location, f.Fixes, f.Unfixed = r.Location, nil, nil
		return true
	}
	return false
}

// tells reports whether a finding of a rule stands at one place and names another.
func tells(f diag.Finding, rule string, at, other diag.Location) bool {
	return f.RuleID == rule && f.Location == at && slices.ContainsFunc(f.Related, func(r diag.Related) bool { return r.Location == other })
}

// importedLast are the groups of a check, those about places that are known by exports behind the others, which may say the same.
func (a *audit) importedLast(o *check.Outcome) []*check.Group {
	groups := slices.Clone(o.Groups)
	rank := func(g *check.Group) int {
		if a.isImported(g.Sites[0].Fact.At) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(groups, func(x, y *check.Group) int { return rank(x) - rank(y) })
	return groups
}
