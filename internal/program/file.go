package program

import (
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/resolve"
	"github.com/bytelyst/connaudit/internal/source"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/value"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// File is one file of the workspace.
type File struct {
	Source   *workspace.File
	Value    *value.File
	Language *lang.Language // nil for files that are not code

	program *Program
	index   int // in Program.files
	size    int
	noted   noted
	asked   asked

	importsOnce sync.Once
	imported    []*File

	wordsOnce sync.Once
	all       []uint64 // hashes of all its words, sorted, once somebody has asked for one of them
	unread    bool     // it could not be read for them

	seen atomic.Pointer[source.Seen] // when it was last read

	textOnce sync.Once
	text     *source.File
	textErr  string      // why the text is not there
	left     bool        // by its contents: generated, minified
	info     source.Info // of the text, once it was packed

	reparser *syntax.Reparser // of a file whose text is replaced again and again; else nil

	unitOnce sync.Once
	unit     *resolve.Unit
	packed   *packed // what stays of the unit when it is packed
	unitErr  string
	kind     string // of unitErr, as the JSON output's errors name it
}

// packed is what stays of a unit of which nothing else needs to be in memory.
type packed struct {
	unit   weak.Pointer[resolve.Unit]
	errors []syntax.Span
}

// Text returns the decoded contents, nil where Reason says why there are none. Who has them may look at all of them.
func (f *File) Text() *source.File {
	text := f.peek()
	if text != nil || !f.IsCode() {
		f.asked.hand()
	}
	return text
}

// peek returns the contents for a look that is noted, see asked.
func (f *File) peek() *source.File {
	f.textOnce.Do(f.loadText)
	return f.text
}

func (f *File) loadText() {
	if f.text != nil || f.textErr != "" {
		return
	}
	if u := f.kept(); u != nil && !scripted[f.Source.Ext()] {
		f.text = &source.File{Name: f.Value.Display, Text: u.Tree().Text(), Info: f.info}
		return
	}
	raw, err := f.readRaw()
	if err != nil {
		f.textErr, f.kind = trimPath(err), "io"
		return
	}
	text, err := source.New(f.Value.Display, raw)
	if err != nil {
		f.textErr, f.kind = trimPath(err), "io"
		return
	}
	f.size = text.Info.Size
	if f.textErr = f.leftOutBy(text.Text); f.textErr != "" {
		f.left = true
		return
	}
	f.text = text
}

// leftOutBy says why contents leave the file out, or gives "".
func (f *File) leftOutBy(text []byte) (reason string) {
	if f.Source.Explicit && !f.Source.Anyway {
		return ""
	}
	if reason = workspace.GeneratedReason(text); reason == "" && f.Language != nil {
		reason = workspace.MinifiedReason(text)
	}
	if f.Source.Anyway && reason != "" {
		f.isUnsteady() // a run that does not name it sees another thing
		return ""
	}
	return reason
}

// readRaw reads the file as it is audited, see Program.Overlay, and notes how it was.
func (f *File) readRaw() ([]byte, error) {
	if data, ok := f.program.overlay[f.Source.Abs]; ok {
		f.isUnsteady()
		return data, nil
	}
	raw, seen, err := f.Source.ReadAll(source.MaxBytes)
	if err != nil {
		f.isUnsteady() // what there is to say of it says the system, not the file
		return raw, err
	}
	if before := f.seen.Swap(&seen); before != nil && before.Hash != seen.Hash {
		f.isUnsteady()
	}
	return raw, nil
}

// isUnsteady notes that another run need not see what this one saw, though no file has changed.
func (f *File) isUnsteady() {
	if f.program != nil {
		f.program.unsteady.Store(true)
	}
}

// trimPath leaves out the path that the os package puts in front of its errors.
func trimPath(err error) string {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// Reason says why the file has no text or no unit; empty when it has both. LeftOut tells a file that was left out by its
// contents, such as generated code, from one that could not be read.
func (f *File) Reason() string {
	if f.textErr != "" {
		return f.textErr
	}
	return f.unitErr
}

// LeftOut reports whether the contents show that the file is not written by hand.
func (f *File) LeftOut() bool { return f.left }

// ErrorKind returns the kind of the error that Reason describes: io, parse or timeout; empty for none.
func (f *File) ErrorKind() string { return f.kind }

// Size returns the length of the file in bytes as it was read.
func (f *File) Size() int { return f.size }

// Unit returns the parsed and lowered file, nil for what is not code or could not be read.
func (f *File) Unit() *resolve.Unit {
	f.unitOnce.Do(f.loadUnit)
	return f.unit
}

// Parsed returns the unit if something has asked for it already, and it is still in memory; see PackOver.
func (f *File) Parsed() *resolve.Unit {
	if f.unit != nil {
		return f.unit
	}
	return f.kept()
}

// kept returns the unit as it was when the file was last packed, nil if nobody has it any more.
func (f *File) kept() *resolve.Unit {
	if f.packed != nil {
		return f.packed.unit.Value()
	}
	return f.unit
}

// WasParsed reports whether something has asked for the unit, and there is one.
func (f *File) WasParsed() bool { return f.unit != nil || f.packed != nil }

// Errors returns the ranges of a parsed file that the grammar does not understand, see syntax.Tree.
func (f *File) Errors() []syntax.Span {
	switch {
	case f.unit != nil:
		return f.unit.Tree().Errors
	case f.packed != nil:
		return f.packed.errors
	}
	return nil
}

func (f *File) loadUnit() {
	if u := f.kept(); u != nil {
		f.unit = u
		return
	}
	text := f.Text()
	if text == nil {
		return
	}
	l, ext, code := f.Language, f.Source.Ext(), text.Text
	if scripted[ext] {
		masked, kind, ok := syntax.ScriptOf(code)
		if !ok {
			f.unitErr = "it has no script"
			return
		}
		l, code, ext = typescript.TypeScript, masked, "."+kind
		if strings.HasPrefix(kind, "js") {
			l = typescript.JavaScript
		}
	}
	if l == nil {
		f.unitErr = "it is not code of a language that is read"
		return
	}
	parse := syntax.Parse
	switch {
	case f.reparser != nil:
		parse = f.reparser.Parse
	case f.packed != nil:
		parse = syntax.ParseAgain
	}
	tree, err := parse(l.Grammar(ext), code)
	if err != nil {
		f.unitErr, f.kind = err.Error(), "parse"
		if errors.Is(err, syntax.ErrTimeLimit) {
			f.kind = "timeout"
			f.isUnsteady() // the next time it may be parsed
		}
		return
	}
	f.unit = resolve.NewUnit(f.Value, l, tree)
	f.unit.Declaration = f.Source.Declaration
}

func (f *File) line(offset int) int {
	t := f.Text()
	if t == nil {
		return 0
	}
	return t.Lines().OffsetToLine(offset)
}

// IsCode reports whether the file may have a unit.
func (f *File) IsCode() bool { return f.Language != nil || scripted[f.Source.Ext()] }
