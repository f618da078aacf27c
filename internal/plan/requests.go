package plan

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// kindHTTP is that of facts about requests; their attribute url says where they go.
const kindHTTP = "http"

// requests are the places of a package where the path of a request has the container's name as one of its parts: as far as
// the request is evaluated, or as a path is written there.
func (m *maker) requests(u *user) []Call {
	segment := regexp.MustCompile(`/` + regexp.QuoteMeta(m.o.Container) + `(?:[/?"'` + "`" + `]|$)`)
	goes := map[string]string{} // by path: where requests of the file go
	var out []Call
	for _, f := range m.survey.Facts.Facts {
		file := m.files[fileID(f.Repo, f.Path)]
		if f.Kind != kindHTTP || f.Repo != u.repo || file == nil || file.Pkg != u.pkg {
			continue
		}
		for _, a := range f.Attributes {
			if a.Name != "url" || a.Value == nil {
				continue
			}
			to := strings.Join(a.Value.Env, ", ")
			if goes[f.Path] == "" {
				goes[f.Path] = to
			}
			if a.Value.Kind == value.String && segment.MatchString(a.Value.Str) {
				out = appendNew(out, Call{Spot{f.Repo, f.Path, f.Start.Line}, to})
			}
		}
	}
	for _, at := range m.writtenPaths(u, segment) {
		if !slices.ContainsFunc(out, func(c Call) bool { return c.Spot == at }) {
			out = append(out, Call{at, goes[at.Path]})
		}
	}
	return out
}

// writtenPaths are the texts of a package that have the container's name as a part of a path.
func (m *maker) writtenPaths(u *user, segment *regexp.Regexp) []Spot {
	var out []Spot
	for i := range m.survey.Files {
		f := &m.survey.Files[i]
		if f.Repo != u.repo || f.Pkg != u.pkg || isTest(f.Path) || !m.mentions(f.Repo, f.Path, "/"+m.o.Container) {
			continue
		}
		p := m.tree(f.Repo, f.Path)
		if p == nil {
			continue
		}
		for n := range p.tree.Root().All() {
			if (n.Is("string") || n.Is("template_string")) && segment.MatchString(n.Text()) && !n.Parent().Is("import_statement") {
				out = appendNew(out, p.spot(n))
			}
		}
	}
	return out
}
