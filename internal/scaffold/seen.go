package scaffold

import (
	"cmp"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
	"github.com/bytelyst/connaudit/internal/value"
)

// headerFacts are the kinds of facts that name headers, as the built-in rules record them: by the keys of an attribute, or by
// the key of the fact.
var headerFacts = []struct {
	kind, attribute string
	roles           []string
	how             func(*header) places
}{
	{"http", "headers", []string{"call", "client"}, func(h *header) places { return h.sent }},
	{"inbound-header", "", []string{"read"}, func(h *header) places { return h.read }},
}

// clientFacts are the kind and role of the facts at the code that makes a client.
var clientFacts = struct{ kind, role string }{"http", "client"}

// places are files, by repository and path.
type places map[[2]string]bool

// header is a header that the code sends or reads, by its name in lower case.
type header struct {
	name       string
	sent, read places
}

// isOwn reports whether a header may be one that a team has agreed on. Those of standards have no x-.
func isOwn(name string) bool { return strings.HasPrefix(name, "x-") }

// headers lists the headers of a team's own, those in most files first.
func headers(l *diag.FactList) []*header {
	all := map[string]*header{}
	for _, f := range l.Facts {
		for _, from := range headerFacts {
			if f.Kind != from.kind || !slices.Contains(from.roles, f.Role) {
				continue
			}
			for _, name := range headerNames(f, from.attribute) {
				h := all[name]
				if h == nil {
					h = &header{name, places{}, places{}}
					all[name] = h
				}
				from.how(h)[[2]string{f.Repo, f.Path}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *header) int {
		return cmp.Or(cmp.Compare(len(b.sent)+len(b.read), len(a.sent)+len(a.read)), cmp.Compare(a.name, b.name))
	})
}

func headerNames(f diag.Fact, attribute string) []string {
	var out []string
	add := func(name string) {
		if name = strings.ToLower(name); isOwn(name) {
			out = append(out, name)
		}
	}
	if attribute == "" && f.Key.Kind == value.String {
		add(f.Key.Str)
	}
	for _, a := range f.Attributes {
		if a.Name == attribute {
			for _, o := range append([]*value.Value{a.Value}, a.Value.Alts...) {
				for _, m := range o.Props {
					add(m.Key)
				}
			}
		}
	}
	return out
}

// factory is the name that code calls to make clients.
type factory struct {
	name  string
	calls int
}

// callee is the name at the start of a call, in any of the languages.
var callee = regexp.MustCompile(`^(?:(?:new|await)\s+)*([\pL_$][\pL\pN_$.]*)`)

// factories lists what clients are made by, the most used first.
func factories(s *diag.Survey) []factory {
	files := map[[2]string]string{}
	for _, f := range s.Files {
		files[[2]string{f.Repo, f.Path}] = f.Abs
	}
	calls := map[string]int{}
	for _, f := range s.Facts.Facts {
		if f.Kind != clientFacts.kind || f.Role != clientFacts.role {
			continue
		}
		if name := calledAt(files[[2]string{f.Repo, f.Path}], f.Location); name != "" {
			calls[name]++
		}
	}
	var out []factory
	for name, n := range calls {
		out = append(out, factory{name, n})
	}
	slices.SortFunc(out, func(a, b factory) int { return cmp.Or(cmp.Compare(b.calls, a.calls), cmp.Compare(a.name, b.name)) })
	return out
}

// calledAt returns the name that is called at a place; empty where the file is gone or no call stands there.
func calledAt(file string, at diag.Location) string {
	text, err := os.ReadFile(file)
	if err != nil || at.Start.Offset < 0 || at.End.Offset > len(text) || at.Start.Offset > at.End.Offset {
		return ""
	}
	m := callee.FindSubmatch(text[at.Start.Offset:at.End.Offset])
	if m == nil {
		return ""
	}
	return string(m[1])
}
