package script

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Options say what is copied where.
type Options struct {
	Source, Target       string   // names of containers in one database
	SourceKey, TargetKey []string // paths of their partition keys, "/userId"; several are levels. The source's may be unknown
	Database             string   // where neither argument nor environment names one; may be empty

	// Names of environment variables; by default COSMOS_ENDPOINT, COSMOS_KEY and COSMOS_DATABASE.
	EndpointVar, KeyVar, DatabaseVar string

	Types   []DocumentType // the documents to copy
	Others  []DocumentType // the documents in the source that stay there
	Renames []Rename       // fields that have another name in the target
	Keep    bool           // renamed fields keep their old name as well, for code that goes on reading it; who has both stays as it is
	Where   string         // Cosmos SQL over c, instead of the predicate that follows from the types

	Undecided string // why the types do not tell which documents move, whatever they say; may be empty

	CountBy string // the field whose values are counted apart, such as a product's; may be empty
	Name    string // the name of the file without .ts; by default it is made of the containers' names
}

// DocumentType is a type that code declares for documents.
type DocumentType struct {
	Name   string
	Fields []Field
}

// Field is a property of a document at its top level.
type Field struct {
	Name     string
	Type     string // as the code writes it, for the reader
	Optional bool
	Literals []any // all values a literal type allows: string, bool, int, float64, and nil for null; none for any other type
}

// Rename says that a top-level field has another name in the target.
type Rename struct{ From, To string }

// maxLevels is how many levels Cosmos DB allows in a hierarchical partition key.
const maxLevels = 3

// complete fills in what is left out, and says what cannot be.
func (o Options) complete() (Options, error) {
	for text, name := range map[*string]string{&o.EndpointVar: "COSMOS_ENDPOINT", &o.KeyVar: "COSMOS_KEY", &o.DatabaseVar: "COSMOS_DATABASE"} {
		if *text == "" {
			*text = name
		}
	}
	if o.Name == "" {
		o.Name = "migrate-" + o.Source + "-to-" + o.Target
	}
	o.Name = plain(o.Name)
	return o, errors.Join(o.checkContainers(), o.checkFields(), o.checkText())
}

// plain is a name that any shell and file system takes as it stands.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, name)
}

func (o Options) checkContainers() error {
	var errs []error
	if o.Source == "" || o.Target == "" {
		errs = append(errs, errors.New("source and target need a name"))
	} else if o.Source == o.Target {
		errs = append(errs, fmt.Errorf("source and target are both %q: a partition key cannot be changed in place", o.Source))
	}
	if len(o.TargetKey) == 0 {
		errs = append(errs, errors.New("the target needs a partition key"))
	}
	for _, key := range [][]string{o.SourceKey, o.TargetKey} {
		if len(key) > maxLevels {
			errs = append(errs, fmt.Errorf("a partition key has at most %d paths, not %d", maxLevels, len(key)))
		}
		for _, path := range key {
			if !strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") {
				errs = append(errs, fmt.Errorf("%q is no path of a partition key: write /name or /outer/inner", path))
			}
		}
	}
	return errors.Join(errs...)
}

func (o Options) checkFields() error {
	var errs []error
	from, to := map[string]bool{}, map[string]bool{}
	for _, r := range o.Renames {
		switch {
		case r.From == "" || r.To == "" || r.From == r.To:
			errs = append(errs, fmt.Errorf("a field %q cannot be renamed %q", r.From, r.To))
		case r.From == "id" && !o.Keep || r.To == "id":
			errs = append(errs, fmt.Errorf("%q cannot become %q: the id stays as it is", r.From, r.To))
		case from[r.From] || to[r.To]:
			errs = append(errs, fmt.Errorf("%q and %q stand in more than one renaming", r.From, r.To))
		}
		from[r.From], to[r.To] = true, true
	}
	for _, r := range o.Renames {
		if to[r.From] {
			errs = append(errs, fmt.Errorf("%q is renamed, and another field takes its name: the order would matter", r.From))
		}
	}
	for _, t := range append(append([]DocumentType{}, o.Types...), o.Others...) {
		for _, f := range t.Fields {
			for _, v := range f.Literals {
				if _, err := value(v); err != nil {
					errs = append(errs, fmt.Errorf("%s.%s: %w", t.Name, f.Name, err))
				}
			}
		}
	}
	return errors.Join(errs...)
}

// checkText refuses what is no UTF-8: a name that was mended would be another name.
func (o Options) checkText() error {
	text := []string{o.Source, o.Target, o.Database, o.EndpointVar, o.KeyVar, o.DatabaseVar, o.Where, o.CountBy, o.Undecided}
	text = append(append(text, o.SourceKey...), o.TargetKey...)
	for _, r := range o.Renames {
		text = append(text, r.From, r.To)
	}
	for _, t := range append(append([]DocumentType{}, o.Types...), o.Others...) {
		text = append(text, t.Name)
		for _, f := range t.Fields {
			text = append(text, f.Name, f.Type)
		}
	}
	for _, s := range text {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%q is not UTF-8", s)
		}
	}
	return nil
}
