package engine

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/bytelyst/connaudit/internal/check"
	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/edit"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
)

// offer makes the fixes of a finding from what its rule offers. Of several of one title the first that can be made counts: they are
// ways to do the same.
func (a *audit) offer(f *diag.Finding, changes []check.Change, cause bool) {
	made := map[string]bool{}
	var refused []check.Change
	for _, c := range changes {
		if made[c.Title] {
			continue
		}
		fix, err := a.fix(c, cause)
		if err != nil {
			c.Refused = err.Error()
			refused = append(refused, c)
			continue
		}
		made[c.Title] = true
		f.Fixes = append(f.Fixes, fix)
	}
	for _, c := range refused {
		if why := c.Title + ": " + c.Refused; !made[c.Title] && !slices.Contains(f.Unfixed, why) {
			f.Unfixed = append(f.Unfixed, why)
		}
	}
}

// offerLater has a finding offer its fixes when somebody asks.
func (a *audit) offerLater(f *diag.Finding, changes func() []check.Change, cause bool) {
	if !a.o.OnRequest {
		return
	}
	f.Offer = func() ([]diag.Fix, []string) {
		var out diag.Finding
		a.offer(&out, changes(), cause)
		return out.Fixes, out.Unfixed
	}
}

func (a *audit) fix(c check.Change, cause bool) (diag.Fix, error) {
	out := diag.Fix{Title: c.Title, Safety: diag.Review}
	if c.Fix.Safe {
		out.Safety = diag.Safe
	}
	if c.Refused != "" {
		return out, errors.New(c.Refused)
	}
	var err error
	switch {
	case c.Fix.Replace != nil:
		out.Edits, err = a.replace(c)
	case c.Fix.Add != nil:
		out.Edits, err = a.add(c, cause)
	default:
		out.Edits, err = a.appended(c)
	}
	return out, err
}

// edits restates edits of a file's text as edits of the file.
func (a *audit) edits(f *program.File, edits []edit.Edit) ([]diag.Edit, error) {
	text := f.Text()
	switch {
	case text == nil:
		return nil, fmt.Errorf("%s is not read: %s", f.Value.Path, f.Reason())
	case text.Info.Encoding != source.EncodingUTF8 || text.Info.Has(source.InvalidUTF8):
		return nil, fmt.Errorf("%s is not UTF-8", f.Value.Path)
	case len(edits) == 0:
		return nil, errors.New("it says so already")
	}
	var out []diag.Edit
	of := contents(text)
	for _, e := range edit.Sorted(edits) {
		out = append(out, diag.Edit{Location: a.location(value.Place{File: f.Value, Start: e.Start, End: e.End}), Text: e.Text, Of: of})
	}
	return out, nil
}

// contents tells what a file of UTF-8 held, with its byte order mark.
func contents(text *source.File) diag.Contents {
	h := sha256.New()
	if text.Info.BOM > 0 {
		h.Write([]byte("\ufeff"))
	}
	h.Write(text.Text)
	return diag.Contents(h.Sum(nil))
}

// appended adds lines to a file of the workspace, which is named as users open it.
func (a *audit) appended(c check.Change) ([]diag.Edit, error) {
	if c.At.Kind != value.String {
		return nil, errors.New("the file is not known")
	}
	for _, f := range a.prog.Files() {
		if f.Value.Display != c.At.Str {
			continue
		}
		if text := f.Text(); text != nil {
			return a.edits(f, edit.Append(text.Text, c.Text))
		}
		return a.edits(f, nil)
	}
	return nil, fmt.Errorf("%s is no file of the workspace", c.At.Str)
}

// add adds an entry to an object, with the import that it needs.
func (a *audit) add(c check.Change, cause bool) ([]diag.Edit, error) {
	at, err := a.insertion(c, cause)
	if err != nil {
		return nil, err
	}
	entry, err := edit.Add(at.Place, c.Key, c.Code)
	if err != nil {
		return nil, err
	}
	return a.withImport(at.Unit.File, at.Place.Node, entry, c)
}

func (a *audit) insertion(c check.Change, cause bool) (link.Insertion, error) {
	if cause || c.Attribute == "" {
		if c.At.At.IsNone() {
			return link.Insertion{}, errors.New("where the object is put together is not known")
		}
		return a.linker.ObjectAt(c.At.At)
	}
	return a.linker.Insertion(c.Fact, c.Attribute, c.At)
}

// withImport adds the import that the code of a change needs to edits at a node.
func (a *audit) withImport(file *value.File, at syntax.Node, edits []edit.Edit, c check.Change) ([]diag.Edit, error) {
	f := a.prog.FileOf(file)
	m := f.Unit().Module()
	if err := edit.Names(m, at, c.Code, c.Import); err != nil {
		return nil, err
	}
	if c.Import != "" {
		imports, err := edit.Import(m, at, c.Import)
		if err != nil {
			return nil, err
		}
		edits = append(edits, imports...)
	}
	return a.edits(f, edits)
}

// replace puts code in the place of a value where it is written.
func (a *audit) replace(c check.Change) ([]diag.Edit, error) {
	at := c.At.At
	f := a.prog.FileOf(at.File)
	if at.IsNone() || f == nil || f.Unit() == nil {
		return nil, errors.New("where the value is written is not known")
	}
	edits, n, err := edit.Replace(f.Unit().Module(), syntax.Span{Start: at.Start, End: at.End}, c.Code)
	if err != nil {
		return nil, err
	}
	return a.withImport(at.File, n, edits, c)
}

// SyntaxErrors counts what the grammar of a file's language does not understand in contents for it, see [program.SyntaxErrors].
func SyntaxErrors(name string, contents []byte) (n int, ok bool) {
	return program.SyntaxErrors(name, contents)
}
