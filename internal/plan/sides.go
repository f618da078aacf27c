package plan

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// user is a package that works with the container.
type user struct {
	repo, pkg string
	said      []*statement
	declares  []string // keys
	passes    [][]string
	own       string // the key it works with; empty: cannot be told
	works     bool   // reads, writes or asks, rather than declaring only
}

// name is how texts name the package.
func (u *user) name() string { return tick(under(u.repo, u.pkg)) }

// tick marks a name in a text as one.
func tick(s string) string { return "`" + s + "`" }

func ticks(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = tick(s)
	}
	return strings.Join(out, ", ")
}

// group are the packages of one repository that get a container of their own.
type group struct {
	repo, key, container string
	why                  string // how the name came about
	users                []*user
}

func (g *group) has(repo, pkg string) bool {
	return slices.ContainsFunc(g.users, func(u *user) bool { return u.repo == repo && u.pkg == pkg })
}

// gather sorts the statements by package.
func (m *maker) gather() {
	for i := range m.said {
		s := &m.said[i]
		u := m.userOf(s.Repo, s.pkg)
		u.said = append(u.said, s)
		switch {
		case s.is(declared) && len(s.keys) > 0 && !s.open:
			u.declares = appendNew(u.declares, s.key())
		case s.is(used, queried) && len(s.keys) > 0:
			u.passes = append(u.passes, s.keys)
		}
		u.works = u.works || s.is(used, queried, read, written)
	}
	for _, u := range m.users {
		u.own = m.ownKey(u)
	}
}

func (m *maker) userOf(repo, pkg string) *user {
	for _, u := range m.users {
		if u.repo == repo && u.pkg == pkg {
			return u
		}
	}
	u := &user{repo: repo, pkg: pkg}
	m.users = append(m.users, u)
	return u
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// ownKey is the declared key that most of what a package passes agrees with, else the one that it declares.
func (m *maker) ownKey(u *user) string {
	best, most := "", 0
	for _, k := range m.keys() {
		n := 0
		for _, p := range u.passes {
			if agreesAll(p, k) {
				n++
			}
		}
		if n > most || n == most && n > 0 && slices.Contains(u.declares, k) && !slices.Contains(u.declares, best) {
			best, most = k, n
		}
	}
	if best == "" && len(u.declares) == 1 {
		return u.declares[0]
	}
	return best
}

// speaks counts what speaks for a key.
type speaks struct {
	key                  string
	users, uses, declare int
}

// chooseTarget finds the key that all are to have.
func (m *maker) chooseTarget() error {
	keys := m.keys()
	if m.o.Target != "" {
		paths := splitPaths(m.o.Target)
		if err := checkKey(paths); err != nil {
			return fmt.Errorf("--target %q %w", m.o.Target, err)
		}
		m.target = joinKeys(paths)
		m.plan.TargetReason = "It was asked for."
		if !slices.Contains(keys, m.target) {
			m.plan.TargetReason += " No code declares it so far."
		}
		return nil
	}
	all := make([]speaks, 0, len(keys))
	for _, k := range keys {
		all = append(all, m.speaksFor(k))
	}
	slices.SortStableFunc(all, func(a, b speaks) int {
		return cmp.Or(b.users-a.users, b.declare-a.declare, b.uses-a.uses, strings.Compare(a.key, b.key))
	})
	m.target = all[0].key
	s := all[0]
	m.plan.TargetReason = fmt.Sprintf("%s with it, and %s%s.", verb(s.users, "package works", "packages work"),
		verb(s.declare, "place declares it", "places declare it"), against(all[1:]))
	if s.users == 0 {
		m.plan.TargetReason = fmt.Sprintf("%s%s, and no code that was read passes another.", verb(s.declare, "place declares it", "places declare it"), against(all[1:]))
	}
	return nil
}

// maxLevels is how many paths a hierarchical key may have.
const maxLevels = 3

// keyPath is a path to a field as Cosmos DB takes it, with levels between slashes; what is in quotes may have other signs.
var keyPath = regexp.MustCompile(`^(/([\pL\pN_-]+|"[^"\\/\x00-\x1f]+"))+$`)

// checkKey says what is wrong with the paths of a key.
func checkKey(paths []string) error {
	if len(paths) > maxLevels {
		return fmt.Errorf("has %d paths: a hierarchical key has at most %d", len(paths), maxLevels)
	}
	for i, p := range paths {
		switch {
		case slices.Contains(paths[:i], p):
			return fmt.Errorf("has the path %s twice", p)
		case keyPath.MatchString(p):
		case keyPath.MatchString("/" + p):
			return fmt.Errorf("is no path: write /%s", p)
		default:
			return errors.New("is no path: write the way to a field, such as /customerId or /address/zip, of letters, digits and _")
		}
	}
	return nil
}

func splitPaths(s string) []string {
	var out []string
	for _, p := range strings.Split(s, ",") {
		out = append(out, strings.TrimSpace(p))
	}
	return out
}

func verb(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func against(others []speaks) string {
	var parts []string
	for _, o := range others {
		parts = append(parts, fmt.Sprintf("%s: %s, %s", tick(o.key), verb(o.users, "package", "packages"), verb(o.declare, "declaration", "declarations")))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

func (m *maker) speaksFor(key string) speaks {
	s := speaks{key: key}
	for _, u := range m.users {
		if u.works && u.own == key {
			s.users++
		}
		for _, p := range u.passes {
			if agreesAll(p, key) {
				s.uses++
			}
		}
	}
	for _, d := range m.declarations() {
		if d.key() == key {
			s.declare++
		}
	}
	return s
}

// divide makes a group of the packages of a repository that work with another key than the target.
func (m *maker) divide() error {
	for _, repo := range slices.Sorted(maps.Keys(m.o.Split)) {
		if !slices.ContainsFunc(m.users, func(u *user) bool { return u.repo == repo && u.works }) {
			there := "no code does in any other"
			if repos := m.workingRepos(); len(repos) > 0 {
				there = "there are " + strings.Join(repos, ", ")
			}
			return fmt.Errorf("--split names %q, and no code of a repository of this name works with %s; %s", repo, m.o.Container, there)
		}
	}
	// A key that nobody works with yet leaves nobody whose side the others could leave.
	shared := slices.ContainsFunc(m.users, func(u *user) bool { return u.works && u.own == m.target })
	for _, u := range m.users {
		name, asked := m.o.Split[u.repo]
		if !u.works || !asked && (u.own == "" || u.own == m.target || !shared || !m.apart(u)) {
			continue
		}
		if u.own == "" {
			u.own = m.target // what it works with cannot be told; its container is like the one it comes from
		}
		g := m.groupOf(u)
		g.users = append(g.users, u)
		if asked {
			g.container, g.why = name, "As asked for."
		}
	}
	// A package that declares only, beside those of the group and with its key, goes along.
	for _, g := range m.groups {
		for _, u := range m.users {
			if !u.works && u.repo == g.repo && u.own == g.key && !g.has(u.repo, u.pkg) {
				g.users = append(g.users, u)
			}
		}
	}
	return m.nameGroups()
}

// apart reports whether a package that works with another key than the target is a side of its own: its repository declares
// the key, or it has documents that the target's packages do not have. Any other passes the wrong key to documents it shares.
func (m *maker) apart(u *user) bool {
	for _, o := range m.users {
		if o.repo == u.repo && slices.Contains(o.declares, u.own) {
			return true
		}
	}
	return slices.ContainsFunc(m.plan.Documents, func(d Document) bool {
		return u.has(&d) && !slices.ContainsFunc(m.users, func(o *user) bool { return o.works && o.own == m.target && o.has(&d) })
	})
}

// has reports whether a package reads or writes documents of a type.
func (u *user) has(d *Document) bool {
	return slices.ContainsFunc(u.said, func(s *statement) bool { return slices.Contains(d.Used, spotOf(s)) })
}

func (m *maker) workingRepos() []string {
	var out []string
	for _, u := range m.users {
		if u.works {
			out = appendNew(out, u.repo)
		}
	}
	return out
}

func (m *maker) groupOf(u *user) *group {
	for _, g := range m.groups {
		if g.repo == u.repo && g.key == u.own {
			return g
		}
	}
	g := &group{repo: u.repo, key: u.own}
	m.groups = append(m.groups, g)
	return g
}

// groupFor returns the group that a statement's package belongs to, nil for none.
func (m *maker) groupFor(repo, pkg string) *group {
	for _, g := range m.groups {
		if g.has(repo, pkg) {
			return g
		}
	}
	return nil
}
