package plan

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/diag"
)

// manager is a package manager as its files show it.
type manager struct{ name, lock, run, exec string }

// managers are told by their lock files; the first that is found counts.
var managers = []manager{
	{"pnpm", "pnpm-lock.yaml", "pnpm run", "pnpm exec"},
	{"pnpm", "pnpm-workspace.yaml", "pnpm run", "pnpm exec"},
	{"yarn", "yarn.lock", "yarn run", "yarn run"},
	{"bun", "bun.lock", "bun run", "bunx"},
	{"bun", "bun.lockb", "bun run", "bunx"},
	{"npm", "package-lock.json", "npm run", "npx"},
	{"npm", "npm-shrinkwrap.json", "npm run", "npx"},
}

var pythonManagers = []manager{
	{"uv", "uv.lock", "uv run", ""}, {"poetry", "poetry.lock", "poetry run", ""}, {"pdm", "pdm.lock", "pdm run", ""}, {"pipenv", "Pipfile.lock", "pipenv run", ""},
}

// verify finds the commands that check each package that names the container.
func (m *maker) verify() {
	for _, u := range m.users {
		v := Verify{Repo: u.repo, Package: u.pkg}
		switch p := m.npm(u.repo, u.pkg); {
		case p != nil:
			m.verifyNpm(&v, p)
		case m.exists(u.repo, under(u.pkg, "pyproject.toml")):
			m.verifyPython(&v)
		case m.dir(u.repo) == "":
			v.Why = "its source is not here, it is known by what it exported"
		default:
			v.Why = "neither package.json nor pyproject.toml stands in its folder"
		}
		m.plan.Verify = append(m.plan.Verify, v)
	}
}

func (m *maker) verifyNpm(v *Verify, p *npmPackage) {
	mg := m.managerOf(v, p)
	v.Manager = mg.name
	typed := false
	for _, script := range scriptsOf(p.Scripts) {
		typed = typed || checksTypes(script, p.Scripts[script])
		v.Commands = append(v.Commands, m.in(v, mg.run+" "+quoteIf(script)))
	}
	if !typed && m.exists(v.Repo, under(v.Package, "tsconfig.json")) {
		v.Commands = append(v.Commands, m.in(v, mg.exec+" tsc --noEmit"))
	}
	if len(v.Commands) == 0 {
		v.Why += "; its package.json has no script that checks it"
	}
}

// managerOf looks for a lock file, upwards from the package.
func (m *maker) managerOf(v *Verify, p *npmPackage) manager {
	for dir := v.Package; ; dir = parent(dir) {
		named := p.PackageManager
		if up := m.npm(v.Repo, dir); named == "" && up != nil {
			named = up.PackageManager
		}
		name, _, _ := strings.Cut(named, "@")
		for _, mg := range managers {
			if mg.name == name {
				v.Why = "packageManager of package.json"
				return mg
			}
		}
		for _, mg := range managers {
			if m.exists(v.Repo, under(dir, mg.lock)) {
				v.Why = under(dir, mg.lock)
				return mg
			}
		}
		if dir == "" {
			v.Why = "no lock file was found"
			return managers[len(managers)-1]
		}
	}
}

func parent(dir string) string {
	if d := path.Dir(dir); d != "." {
		return d
	}
	return ""
}

// checking are names of scripts that check and change nothing.
var checking = regexp.MustCompile(`^(?:test|tests|test:unit|unit|typecheck|type-check|types|tsc|check|check-types|lint|build|compile)$`)

// scriptsOf are the scripts that check, tests first, the build last.
func scriptsOf(scripts map[string]string) []string {
	var out []string
	for name := range scripts {
		if checking.MatchString(name) {
			out = append(out, name)
		}
	}
	rank := func(s string) int {
		return slices.IndexFunc([]string{"test", "unit", "ty", "check", "tsc", "lint", "build", "compile"}, func(p string) bool { return strings.HasPrefix(s, p) })
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

// checksTypes reports whether a script runs the compiler.
func checksTypes(name, command string) bool {
	return strings.Contains(command, "tsc") || strings.Contains(name, "type")
}

// in runs a command in the package's folder.
func (m *maker) in(v *Verify, command string) string {
	folder := under(m.folder(v.Repo), v.Package)
	if folder == "" {
		return command
	}
	return fmt.Sprintf("(cd %s && %s)", quoteIf(folder), command)
}

// folder is that of a repository as seen from the working directory, empty for the directory itself: its name may be another.
func (m *maker) folder(repo string) string {
	for i := range m.survey.Files {
		if f := &m.survey.Files[i]; f.Repo == repo {
			if dir, ok := strings.CutSuffix(filepath.ToSlash(f.File), f.Path); ok {
				return strings.TrimSuffix(dir, "/")
			}
		}
	}
	return repo
}

var simpleWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+=-]+$`)

func quoteIf(s string) string {
	if simpleWord.MatchString(s) && !strings.HasPrefix(s, "-") {
		return s
	}
	return quote(s)
}

func (m *maker) verifyPython(v *Verify) {
	run := "python -m"
	v.Manager, v.Why = "python", "no lock file was found"
	for dir := v.Package; ; dir = parent(dir) {
		i := slices.IndexFunc(pythonManagers, func(mg manager) bool { return m.exists(v.Repo, under(dir, mg.lock)) })
		if i >= 0 {
			v.Manager, v.Why, run = pythonManagers[i].name, under(dir, pythonManagers[i].lock), pythonManagers[i].run+" python -m"
			break
		}
		if dir == "" {
			break
		}
	}
	data, _ := m.beside(v.Repo, under(v.Package, "pyproject.toml"))
	text := string(data)
	for _, tool := range []struct{ section, command string }{{"pytest", "pytest"}, {"mypy", "mypy ."}, {"pyright", "pyright"}, {"ruff", "ruff check ."}} {
		if strings.Contains(text, "[tool."+tool.section) || tool.section == "pytest" && m.hasTests(v) {
			v.Commands = append(v.Commands, m.in(v, run+" "+tool.command))
		}
	}
	if len(v.Commands) == 0 {
		v.Commands = append(v.Commands, m.in(v, run+" compileall -q ."))
	}
}

func (m *maker) hasTests(v *Verify) bool {
	return slices.ContainsFunc(m.survey.Tests, func(f diag.SourceFile) bool {
		return f.Repo == v.Repo && f.Pkg == v.Package && strings.HasSuffix(f.Path, ".py") && isTest(f.Path)
	})
}
