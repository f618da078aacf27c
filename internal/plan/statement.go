package plan

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/value"
)

// kind is that of the facts a plan is made from, and these are their roles.
const (
	kind     = "cosmos-container"
	declared = "declared"
	used     = "used"
	queried  = "queried"
	read     = "read"
	written  = "written"
	opened   = "opened"
)

// Why there is no plan.
var (
	// ErrUnknown says that no code names the container.
	ErrUnknown = errors.New("no code names the container")
	// ErrUndeclared says that nothing says which key it has.
	ErrUndeclared = errors.New("nothing declares the container's partition key")
	// ErrConsistent says that there is nothing to do.
	ErrConsistent = errors.New("nothing to plan")
)

// statement is a fact about the container.
type statement struct {
	diag.Fact
	pkg  string
	keys []string // declared: paths; used, queried: names; read, written: fields
	open bool     // not all of keys are known
}

// key is the declared path, or what is passed, as people write it.
func (s *statement) key() string { return joinKeys(s.keys) }

func joinKeys(keys []string) string { return strings.Join(keys, ", ") }

// Language is that of the file, empty for one that is no program.
func (s *statement) Language() string {
	if l := languageOf(s.Path); l != nil {
		return l.Name
	}
	return ""
}

func (s *statement) is(roles ...string) bool { return slices.Contains(roles, s.Role) }

// collect finds the statements about the container.
func (m *maker) collect() error {
	names := map[string]bool{}
	for _, f := range m.survey.Facts.Facts {
		if f.Kind != kind || f.Key == nil {
			continue
		}
		for _, n := range namesOf(f.Key) {
			names[n] = true
		}
		if m.mayMean(f.Key) {
			m.unnamed = appendNew(m.unnamed, Spot{f.Repo, f.Path, f.Start.Line})
		}
		if !slices.Contains(namesOf(f.Key), m.o.Container) {
			continue
		}
		m.said = append(m.said, m.statement(f))
	}
	if err := m.sameContainer(); err != nil {
		return err
	}
	if len(m.said) == 0 {
		return fmt.Errorf("%w %q%s", ErrUnknown, m.o.Container, hintNames(m.o.Container, names))
	}
	if len(m.declarations()) == 0 {
		first := m.said[0]
		return fmt.Errorf("%w: %s is used at %s:%d, and no code, template or command that was read creates it; add its declaration to the workspace",
			ErrUndeclared, m.o.Container, first.File, first.Start.Line)
	}
	return nil
}

// sameContainer keeps what is said of one container, where the same name in several accounts or databases is several.
func (m *maker) sameContainer() error {
	for _, by := range []struct{ attribute, wanted, flag string }{{"account", strings.ToLower(m.o.Account), "--account"}, {"database", m.o.Database, "--database"}} {
		known := map[string]bool{}
		kept := m.said[:0:0]
		for _, s := range m.said {
			names := s.attribute(by.attribute)
			for _, n := range names {
				known[n] = true
			}
			if by.wanted == "" || len(names) == 0 || slices.Contains(names, by.wanted) {
				kept = append(kept, s)
			}
		}
		switch all := slices.Sorted(maps.Keys(known)); {
		case by.wanted != "" && known[by.wanted]:
			m.said = kept
		case len(all) > 1:
			return fmt.Errorf("%s is the name of a container in several %ss, %s; say which with %s", m.o.Container, by.attribute, strings.Join(all, " and "), by.flag)
		}
	}
	return nil
}

// attribute returns what an attribute may be, as far as it is known.
func (s *statement) attribute(name string) []string {
	for _, a := range s.Attributes {
		if a.Name == name && a.Value != nil {
			return namesOf(a.Value)
		}
	}
	return nil
}

func (m *maker) statement(f diag.Fact) statement {
	s := statement{Fact: f}
	if file := m.files[fileID(f.Repo, f.Path)]; file != nil {
		s.pkg = file.Pkg
	}
	if f.Value == nil {
		return s
	}
	s.open = f.Value.Kind != value.List || f.Value.Open != ""
	for _, e := range f.Value.Elems {
		switch {
		case e.Kind == value.String:
			s.keys = append(s.keys, e.Str)
		case s.is(read, written) && strings.Contains(e.Prefix, "."):
			// of a field, the fields of what it holds
		default:
			s.open = true
		}
	}
	return s
}

// namesOf returns the names that a key may be.
func namesOf(v *value.Value) []string {
	switch v.Kind {
	case value.String:
		return []string{v.Str}
	case value.Branch:
		var out []string
		for _, a := range v.Alts {
			if a.Kind == value.String {
				out = append(out, a.Str)
			}
		}
		return out
	}
	return nil
}

// mayMean reports whether a name that cannot be read may be that of the container.
func (m *maker) mayMean(key *value.Value) bool {
	return len(namesOf(key)) == 0 && strings.HasPrefix(m.o.Container, key.Prefix)
}

// maxNamed bounds how many names a message lists.
const maxNamed = 8

// hintNames says what there is, the names most like the given one first.
func hintNames(name string, names map[string]bool) string {
	if len(names) == 0 {
		return "; the workspace has no container whose name is known: see 'connaudit facts --kind " + kind + "'"
	}
	var all []string
	for n := range names {
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b string) int {
		if d := distance(name, a) - distance(name, b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	more := ""
	if len(all) > maxNamed {
		more = fmt.Sprintf(" and %d more", len(all)-maxNamed)
		all = all[:maxNamed]
	}
	return "; there are " + strings.Join(all, ", ") + more
}

// distance is the number of letters to change, add or drop that turns a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := before
			if a[i-1] != b[j-1] {
				cost++
			}
			before = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// declarations are the statements that give the container a key that is known.
func (m *maker) declarations() []*statement {
	var out []*statement
	for i := range m.said {
		if s := &m.said[i]; s.Role == declared && len(s.keys) > 0 && !s.open {
			out = append(out, s)
		}
	}
	return out
}

// findings are those about the container: they stand where one of its facts does.
func (m *maker) findings() []diag.Finding {
	if m.about != nil {
		return m.about
	}
	out := []diag.Finding{}
	for _, f := range m.survey.Result.Findings {
		if slices.ContainsFunc(m.said, func(s statement) bool {
			return s.Repo == f.Repo && s.Path == f.Path && s.Start == f.Start && s.End == f.End
		}) {
			out = append(out, f)
		}
	}
	m.about = out
	return out
}

// keys are all that are declared, in the order of the places.
func (m *maker) keys() []string {
	var out []string
	for _, d := range m.declarations() {
		if k := d.key(); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// agrees reports whether a name that code passes is that of a key's field: referrerId and referral.referrerId for
// /referrerId, user.id for /userId.
func agrees(name, key string) bool {
	n := plain(name)
	last := plain(name[strings.LastIndexByte(name, '.')+1:])
	k := plain(key[strings.LastIndexByte(key, '/')+1:])
	return k != "" && (n == k || last == k && k != "id" || name == "id" && k == "id")
}

// agreesAll compares what is passed with all paths of a key.
func agreesAll(names []string, key string) bool {
	paths := strings.Split(key, ", ")
	if len(names) != len(paths) {
		return false
	}
	for i := range names {
		if !agrees(names[i], paths[i]) {
			return false
		}
	}
	return true
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
