package workspace

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/mod/modfile"

	"github.com/bytelyst/connaudit/internal/files"
)

// Kind is the ecosystem a manifest belongs to. The zero value is none.
type Kind string

// The ecosystems.
const (
	NPM    Kind = "npm"
	Python Kind = "python"
	Go     Kind = "go"
)

// manifestKinds are the files that make a folder a package, in the order their names are preferred.
var manifestKinds = []struct {
	file string
	kind Kind
	name func(text []byte) (string, error)
}{
	{"package.json", NPM, packageJSONName},
	{"pyproject.toml", Python, pyprojectName},
	{"setup.cfg", Python, setupCfgName},
	{"setup.py", Python, func([]byte) (string, error) { return "", nil }}, // a program: its name is not known without running it
	{"go.mod", Go, goModName},
}

// marksRepository reports whether a file of this name tells that the folder holding it is a repository of its own, where
// no configuration lists them.
func marksRepository(name string) bool {
	for _, m := range manifestKinds {
		if m.file == name {
			return name != "setup.cfg" // also the settings of tools, in folders that are no package
		}
	}
	return name == ".git"
}

// maxManifestBytes bounds a manifest; real ones have a few kilobytes.
const maxManifestBytes = 4 << 20

// Package is a folder with at least one manifest.
type Package struct {
	Repo      *Repo
	Dir       string     // slash path relative to the repository's root; "" is the root
	Name      string     // the first manifest's that states one; may be empty
	Manifests []Manifest // npm, then Python, then Go; never empty
}

// Manifest is a file that makes a folder a package.
type Manifest struct {
	Kind Kind
	Path string // slash path relative to the repository's root
	Name string // as stated; empty when it states none or cannot be read
	Text []byte // contents; not to be changed
}

// Manifest gives the package's first manifest of a kind, or nil.
func (p *Package) Manifest(kind Kind) *Manifest {
	for i := range p.Manifests {
		if p.Manifests[i].Kind == kind {
			return &p.Manifests[i]
		}
	}
	return nil
}

// readPackage reads those of a folder's manifests that exist; nil when there are none. What cannot be read or parsed is given
// to problem, and the manifest counts without a name.
func readPackage(sys files.System, repo *Repo, dir string, has func(name string) bool, problem func(path string, err error)) *Package {
	var p *Package
	for _, m := range manifestKinds {
		if !has(m.file) {
			continue
		}
		if p == nil {
			p = &Package{Repo: repo, Dir: dir}
		}
		found := Manifest{Kind: m.kind, Path: join(dir, m.file)}
		var err error
		if found.Text, err = readBounded(sys, repo.abs(found.Path)); err == nil {
			found.Name, err = m.name(found.Text)
		}
		if err != nil {
			problem(found.Path, err)
		}
		if p.Name == "" {
			p.Name = found.Name
		}
		p.Manifests = append(p.Manifests, found)
	}
	return p
}

func readBounded(sys files.System, file string) ([]byte, error) {
	info, err := sys.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxManifestBytes {
		return nil, fmt.Errorf("not a manifest: no regular file of at most %d MB", maxManifestBytes>>20)
	}
	return files.Read(sys, file)
}

func packageJSONName(text []byte) (string, error) {
	var m struct {
		Name any `json:"name"`
	}
	if err := json.Unmarshal(trimBOM(text), &m); err != nil {
		return "", fmt.Errorf("invalid JSON: %w", err)
	}
	name, _ := m.Name.(string)
	return name, nil
}

func pyprojectName(text []byte) (string, error) {
	var m struct {
		Project struct{ Name any }
		Tool    struct{ Poetry struct{ Name any } }
	}
	if err := toml.Unmarshal(trimBOM(text), &m); err != nil {
		return "", fmt.Errorf("invalid TOML: %w", err)
	}
	if name, ok := m.Project.Name.(string); ok {
		return name, nil
	}
	name, _ := m.Tool.Poetry.Name.(string)
	return name, nil
}

// setupCfgName reads `name` of the section [metadata].
func setupCfgName(text []byte) (string, error) {
	section := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n\t ")
		if strings.HasPrefix(line, "[") {
			section = line
		}
		key, value, ok := strings.Cut(line, "=")
		if ok && section == "[metadata]" && strings.TrimSpace(key) == "name" {
			return strings.TrimSpace(value), nil
		}
	}
	return "", nil
}

func goModName(text []byte) (string, error) {
	if name := modfile.ModulePath(text); name != "" {
		return name, nil
	}
	return "", fmt.Errorf("no module line")
}

func trimBOM(text []byte) []byte {
	return []byte(strings.TrimPrefix(string(text), "\ufeff"))
}

// comparable brings a package's name into the form in which names are compared: Python takes `-`, `_` and `.` for
// the same and ignores case (PEP 503).
func comparableName(kind Kind, name string) string {
	if kind != Python {
		return name
	}
	fields := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '-' || r == '_' || r == '.' })
	return strings.Join(fields, "-")
}
