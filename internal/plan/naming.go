package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/value"
)

// nameGroups finds a name for the container of each group: the name of the package that works with it, and the container's,
// put together as the other containers' names are.
func (m *maker) nameGroups() error {
	taken := map[string]string{m.o.Container: "is the container itself"}
	for name := range m.containers() {
		if name != m.o.Container {
			taken[name] = "is a container already"
		}
	}
	for _, g := range m.groups {
		if g.container == "" {
			label := m.label(g.users[0])
			sep, like := m.separator()
			g.container = joinName(label, m.o.Container, sep)
			g.why = fmt.Sprintf("Named by the package that works with it and the container, put together as %s are.", ticks(like))
			if len(like) == 0 {
				g.why = "Named by the package that works with it and the container."
			}
		}
		if err := checkContainer(g.container); err != nil {
			return fmt.Errorf("the container of %s cannot be called %q: %w; name it with --split %s=NAME", g.repo, g.container, err, g.repo)
		}
		if why, ok := taken[g.container]; ok {
			return fmt.Errorf("the container of %s cannot be called %q, which %s; name it with --split %s=NAME", g.repo, g.container, why, g.repo)
		}
		taken[g.container] = "is the name of another one that is split off"
	}
	return nil
}

// maxName is how many characters Azure allows in the name of a container.
const maxName = 255

// checkContainer says why Azure would refuse a name.
func checkContainer(name string) error {
	switch {
	case name == "":
		return errors.New("it has no letters to make one from")
	case strings.ContainsAny(name, `/\#?`) || strings.ContainsFunc(name, unicode.IsControl):
		return errors.New(`a name has none of / \ # ? and no control characters`)
	case strings.HasSuffix(name, " "):
		return errors.New("a name does not end with a space")
	case utf8.RuneCountInString(name) > maxName:
		return fmt.Errorf("a name has at most %d characters", maxName)
	}
	return nil
}

// containers are all names of containers with the places that declare them.
func (m *maker) containers() map[string][]statement {
	out := map[string][]statement{}
	for _, f := range m.survey.Facts.Facts {
		if f.Kind != kind || f.Role != declared || f.Key == nil || f.Key.Kind != value.String {
			continue
		}
		out[f.Key.Str] = append(out[f.Key.Str], m.statement(f))
	}
	return out
}

// maxLike bounds how many names are given as an example.
const maxLike = 8

var separated = regexp.MustCompile(`^[A-Za-z0-9]+([_-])[A-Za-z0-9_-]+$`)

// separator is what most names of containers have between words, with names that have it.
func (m *maker) separator() (sep string, like []string) {
	by := map[string][]string{}
	for name := range m.containers() {
		if p := separated.FindStringSubmatch(name); p != nil {
			by[p[1]] = append(by[p[1]], name)
		} else if strings.IndexFunc(name, func(r rune) bool { return r >= 'A' && r <= 'Z' }) > 0 {
			by["camel"] = append(by["camel"], name)
		}
	}
	sep = "_"
	for _, s := range []string{"-", "camel"} {
		if len(by[s]) > len(by[sep]) {
			sep = s
		}
	}
	like = by[sep]
	slices.Sort(like)
	if len(like) > maxLike {
		like = like[:maxLike]
	}
	return sep, like
}

func joinName(label, name, sep string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	if len(words) == 0 {
		return ""
	}
	if sep != "camel" {
		return strings.Join(append(words, name), sep)
	}
	out := words[0]
	for _, w := range append(words[1:], name) {
		out += strings.ToUpper(w[:1]) + w[1:]
	}
	return out
}

var pyprojectName = regexp.MustCompile(`(?m)^\s*name\s*=\s*["']([^"']+)["']`)

// label is the name of a package without scope and without the folder's name, else the repository's.
func (m *maker) label(u *user) string {
	name := m.packageName(u.repo, u.pkg)
	if name == "" {
		name = u.repo
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	folder := path.Base(u.pkg)
	for _, sep := range []string{"-", "_", "."} {
		if short, ok := strings.CutSuffix(name, sep+folder); ok && short != "" {
			return short
		}
	}
	return name
}

// packageName is the name in package.json or pyproject.toml.
func (m *maker) packageName(repo, pkg string) string {
	if p := m.npm(repo, pkg); p != nil {
		return p.Name
	}
	if data, ok := m.beside(repo, under(pkg, "pyproject.toml")); ok {
		if found := pyprojectName.FindSubmatch(data); found != nil {
			return string(found[1])
		}
	}
	return ""
}

// npmPackage is what package.json says that a plan asks for.
type npmPackage struct {
	Name            string            `json:"name"`
	PackageManager  string            `json:"packageManager"`
	Scripts         map[string]string `json:"scripts"`
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`
}

// npm reads the package.json of a folder, nil if there is none that can be read.
func (m *maker) npm(repo, pkg string) *npmPackage {
	data, ok := m.beside(repo, under(pkg, "package.json"))
	if !ok {
		return nil
	}
	var p npmPackage
	if json.Unmarshal(data, &p) != nil {
		return nil
	}
	return &p
}
