package facts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/value"
)

// Imported is what is known of a repository by what it exported. It is immutable.
type Imported struct {
	From     string     // what the file calls the repository
	Facts    []*Fact    // in files that are of no program; none has code behind it
	Recorded []Recorded // kinds that the rules of whoever exported record, whether or not there are facts of them

	places map[value.Place]diag.Location
}

// Location restates the place of a fact of it; ok is false for any other place.
func (m *Imported) Location(at value.Place) (l diag.Location, ok bool) {
	l, ok = m.places[at]
	return l, ok
}

// Fault is what is wrong with a file of facts. Line and Column count from 1, in bytes.
type Fault struct {
	Line, Column  int
	Message, Hint string
}

// Error is the message with the place.
func (f *Fault) Error() string {
	return fmt.Sprintf("%d:%d: %s; %s", f.Line, f.Column, f.Message, f.Hint)
}

// again is what to do about a file that is not as it was written.
const again = "write it again with `connaudit facts export`"

// Import reads the facts of one repository from a file that `connaudit facts export` or `connaudit facts --format json` wrote. They are
// those of the repository called so or, in a file that tells of one alone, of that. The error is a *Fault.
func Import(data []byte, repo string) (*Imported, error) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &importer{data: data, shift: len(data) - len(text), dec: json.NewDecoder(bytes.NewReader(text)), repo: repo,
		out: &Imported{places: map[value.Place]diag.Location{}}, files: map[string]*importedFile{}}
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.out, r.choose()
}

// importer reads one file.
type importer struct {
	data    []byte
	shift   int // bytes before what dec reads
	dec     *json.Decoder
	repo    string // whose facts are wanted, as the workspace calls it
	version int
	repos   []string // that the file tells of
	records []record
	out     *Imported
	files   map[string]*importedFile // by path
}

// record is a Record and where it stands in the file.
type record struct {
	Record
	at int
}

type importedFile struct {
	value.File
	lines map[int]int // by the offset of a place
}

// read reads the file member by member, so that what is wrong can be told by its place. Members that it does not know are of a newer
// program, which only adds to the format.
func (r *importer) read() error {
	if err := r.expect('{', "a file of facts is an object"); err != nil {
		return err
	}
	for r.dec.More() {
		at := r.offset()
		key, err := r.dec.Token()
		if err != nil {
			return r.fault(at, err)
		}
		if err := r.member(key); err != nil {
			return err
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return r.fault(r.offset(), err)
	}
	if at := r.offset(); at < len(r.data) {
		return r.wrong(at, "there is more behind the object", again)
	}
	if r.version == 0 {
		return r.wrong(0, "a file of facts without version", again)
	}
	return nil
}

func (r *importer) member(key json.Token) error {
	at := r.offset()
	switch key {
	case "version":
		if err := r.dec.Decode(&r.version); err != nil {
			return r.fault(at, err)
		}
		if r.version != ExportVersion {
			return r.wrong(at, fmt.Sprintf("facts of version %d", r.version), "this program reads version 1: "+again+" of this version, or update connaudit")
		}
		return nil
	case "repos":
		return r.fault(at, r.dec.Decode(&r.repos))
	case "recorded":
		return r.fault(at, r.dec.Decode(&r.out.Recorded))
	case "facts":
		return r.list()
	}
	var ignored json.RawMessage
	return r.fault(at, r.dec.Decode(&ignored))
}

func (r *importer) list() error {
	if err := r.expect('[', "facts are an array"); err != nil {
		return err
	}
	for r.dec.More() {
		rec := record{at: r.offset()}
		if err := r.dec.Decode(&rec.Record); err != nil {
			return r.fault(rec.at, err)
		}
		switch {
		case rec.Kind == "":
			return r.wrong(rec.at, "a fact without kind", again)
		case rec.Path == "":
			return r.wrong(rec.at, "a fact without path", again)
		case !fs.ValidPath(rec.Path) || rec.Package != "" && !fs.ValidPath(rec.Package):
			return r.wrong(rec.at, fmt.Sprintf("a fact in the file %q of the package %q: paths lead from the repository's folder down, with slashes", rec.Path, rec.Package), again)
		case !isPlace(rec.Start, rec.End):
			return r.wrong(rec.at, "a fact whose place is none: lines and columns count from 1, and it ends where it starts or behind", again)
		}
		r.records = append(r.records, rec)
	}
	_, err := r.dec.Token()
	return r.fault(r.offset(), err)
}

// isPlace reports whether there can be a place with this start and end.
func isPlace(start, end Position) bool {
	for _, p := range []Position{start, end} {
		if p.Line < 1 || p.Column < 1 || p.Offset < 0 || max(p.Line, p.Column, p.Offset) > maxOffset {
			return false
		}
	}
	return end.Offset >= start.Offset && (end.Line > start.Line || end.Line == start.Line && end.Column >= start.Column)
}

// choose makes facts of the records of the repository that is wanted.
func (r *importer) choose() error {
	names := slices.Clone(r.repos)
	for _, rec := range r.records {
		names = append(names, rec.Repo)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	from := r.repo
	if !slices.Contains(names, from) {
		if len(names) > 1 {
			return r.wrong(0, fmt.Sprintf("facts of %s, and of no repository called %s", quoted(names), strconv.Quote(r.repo)),
				"name: must be one of them; list each that is wanted as an entry of its own")
		}
		from = strings.Join(names, "")
	}
	r.out.From = from
	for _, rec := range r.records {
		if rec.Check != "" {
			continue // what the check asks for stands in the rules over there
		}
		r.record(rec.Record)
		if rec.Repo == from {
			r.out.Facts = append(r.out.Facts, r.fact(rec.Record))
		}
	}
	return nil
}

// quoted is a list of names on one line, whatever they are.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strconv.Quote(n)
	}
	return strings.Join(out, ", ")
}

// record notes a kind that a fact shows to be recorded.
func (r *importer) record(rec Record) {
	var names []string
	for name := range rec.Attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, have := range r.out.Recorded {
		if have.Kind == rec.Kind && have.Role == rec.Role && !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(have.Attributes, n) }) {
			return
		}
	}
	r.out.Recorded = append(r.out.Recorded, Recorded{rec.Kind, rec.Role, names})
}

func (r *importer) fact(rec Record) *Fact {
	file := r.file(rec.Path)
	file.Pkg, file.Language = rec.Package, rec.Language
	file.lines[rec.Start.Offset] = rec.Start.Line
	at := value.Place{File: &file.File, Start: rec.Start.Offset, End: rec.End.Offset}
	r.out.places[at] = diag.Location{Repo: file.Repo, Path: file.Path, Start: diag.Position(rec.Start), End: diag.Position(rec.End)}
	read := func(v any) *value.Value { return r.value(v, 0) }
	f := &Fact{Kind: rec.Kind, Role: rec.Role, Key: read(rec.Key), Value: read(rec.Value), At: at}
	for name, v := range rec.Attributes {
		f.Attributes = append(f.Attributes, Attr{name, read(v)})
	}
	slices.SortFunc(f.Attributes, func(a, b Attr) int { return strings.Compare(a.Name, b.Name) })
	return f
}

// file is a file of the repository that the facts are wanted of. It has the name that the workspace gives it.
func (r *importer) file(path string) *importedFile {
	f := r.files[path]
	if f == nil {
		f = &importedFile{File: value.File{Repo: r.repo, Path: path, Exported: true}, lines: map[int]int{}}
		f.Line = func(offset int) int { return f.lines[offset] }
		r.files[path] = f
	}
	return f
}

// expect reads the start of an object or a list.
func (r *importer) expect(d json.Delim, otherwise string) error {
	at := r.offset()
	switch t, err := r.dec.Token(); {
	case err != nil:
		return r.fault(at, err)
	case t != d:
		return r.wrong(at, otherwise+", and this is none", again)
	}
	return nil
}

// offset is where what is read next begins, in bytes of the file.
func (r *importer) offset() int {
	at := int(r.dec.InputOffset()) + r.shift
	for at < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[at]) >= 0 {
		at++
	}
	return at
}

// fault restates an error of the decoder, nil for none. at is where it began to read.
func (r *importer) fault(at int, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return r.wrong(max(at, int(syntax.Offset)+r.shift-1), "no JSON: "+syntax.Error(), again)
	case errors.As(err, &kind):
		what := kind.Field
		if what == "" {
			what = "it"
		}
		return r.wrong(at, fmt.Sprintf("%s is of type %s, and should be of type %s", what, kind.Value, kindName(kind)), again)
	}
	return r.wrong(len(r.data), "no JSON: the file ends in the middle", again)
}

// kindName is what JSON calls what the format has in a place.
func kindName(e *json.UnmarshalTypeError) string {
	switch e.Type.Kind() {
	case reflect.String:
		return "string"
	case reflect.Int:
		return "integer"
	case reflect.Slice:
		return "array"
	case reflect.Float64:
		return "number that a program can hold"
	}
	return "object"
}

// wrong is a fault at an offset.
func (r *importer) wrong(at int, message, hint string) error {
	before := r.data[:min(at, len(r.data))]
	return &Fault{bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n'), message, hint}
}
