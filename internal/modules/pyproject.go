package modules

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// pyproject is the part of pyproject.toml that says where modules lie. The types are those of the tools' documentation; a
// manifest with others says nothing.
type pyproject struct {
	Project struct{ Dependencies []string }
	Tool    struct {
		Setuptools struct {
			PackageDir map[string]string `toml:"package-dir"`
			Packages   any               // a list, or {find = {where = [...]}}
		}
		Poetry struct {
			Packages     []struct{ From string }
			Dependencies map[string]any
		}
		Hatch struct {
			Build struct {
				Targets struct {
					Wheel struct{ Packages []string }
				}
			}
		}
		PDM struct {
			Build struct {
				PackageDir string `toml:"package-dir"`
			}
		}
		UV struct {
			BuildBackend struct {
				ModuleRoot string `toml:"module-root"`
			} `toml:"build-backend"`
		}
	}
}

// readPyproject reads a package's pyproject.toml; an empty one where there is none, or a damaged one, which the workspace reports.
func readPyproject(p *workspace.Package) *pyproject {
	for _, m := range p.Manifests {
		if m.Kind == workspace.Python && path.Base(m.Path) == "pyproject.toml" {
			return parsePyproject(m.Text)
		}
	}
	return &pyproject{}
}

func parsePyproject(text []byte) *pyproject {
	var m pyproject
	if err := toml.Unmarshal([]byte(strings.TrimPrefix(string(text), "\ufeff")), &m); err != nil {
		return &pyproject{}
	}
	return &m
}

// namePrefix is the name in a requirement such as "redis[hiredis]>=5; python_version > '3'".
var namePrefix = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*`)

// installed lists the modules that the declared dependencies most likely bring: those of the dependencies' own names.
func (m *pyproject) installed() map[string]bool {
	out := map[string]bool{}
	add := func(requirement string) {
		name := strings.ToLower(namePrefix.FindString(requirement))
		out[strings.NewReplacer("-", "_", ".", "_").Replace(name)] = true
	}
	for _, requirement := range m.Project.Dependencies {
		add(requirement)
	}
	for name := range m.Tool.Poetry.Dependencies {
		add(name)
	}
	return out
}

// roots lists the folders, relative to the manifest's, from which its modules are imported.
func (m *pyproject) roots() []string {
	var out []string
	if dir, ok := m.Tool.Setuptools.PackageDir[""]; ok {
		out = append(out, dir)
	}
	names := make([]string, 0, len(m.Tool.Setuptools.PackageDir))
	for name := range m.Tool.Setuptools.PackageDir {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		// {client = "python/client"}: the folder bears the package's own name.
		if dir := m.Tool.Setuptools.PackageDir[name]; name != "" && path.Base(dir) == name {
			out = append(out, path.Dir(dir))
		}
	}
	if table, ok := m.Tool.Setuptools.Packages.(map[string]any); ok {
		find, _ := table["find"].(map[string]any)
		out = append(out, object(find).texts("where")...)
	}
	for _, p := range m.Tool.Poetry.Packages {
		if p.From != "" {
			out = append(out, p.From)
		}
	}
	for _, dir := range m.Tool.Hatch.Build.Targets.Wheel.Packages {
		out = append(out, path.Dir(path.Clean(dir)))
	}
	for _, dir := range []string{m.Tool.PDM.Build.PackageDir, m.Tool.UV.BuildBackend.ModuleRoot} {
		if dir != "" {
			out = append(out, dir)
		}
	}
	return out
}
