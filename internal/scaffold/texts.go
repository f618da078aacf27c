package scaffold

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed templates
var templates embed.FS

// revisionMark is where the texts name the revision of connaudit to use.
const revisionMark = "CONNAUDIT_REVISION"

// release is a version that is a tag of the repository. Of builds between two releases the version names no tag.
var release = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

// Revision is what hooks and workflows ask for: the release that version is, else the branch main.
func Revision(version string) string {
	if release.MatchString(version) {
		return version
	}
	return "main"
}

func text(name, revision string) (string, error) {
	data, err := templates.ReadFile("templates/" + name)
	if err != nil {
		return "", fmt.Errorf("the template %s: %w", name, err)
	}
	return strings.ReplaceAll(string(data), revisionMark, revision), nil
}

// Hook proposes the configuration of pre-commit for a checkout.
func Hook(r Repo, revision string) (File, error) {
	whole, err := text("pre-commit.yaml", revision)
	if err != nil {
		return File{}, err
	}
	// Below repos: stands the entry that another configuration lacks.
	_, part, _ := strings.Cut(whole, "\nrepos:\n")
	return File{Dir: r.Dir, Path: ".pre-commit-config.yaml", Text: whole, Part: part, Next: "pre-commit install"}, nil
}

// host is where a repository's pipelines run.
type host struct {
	name, path string
}

// hosts are those that there is a workflow for, each with a template of its name.
var hosts = []host{
	{"github", ".github/workflows/connaudit.yml"},
	{"gitlab", ".gitlab-ci.yml"},
	{"azure", "azure-pipelines.yml"},
}

// Hosts lists the names of hosts that [Workflow] knows.
func Hosts() []string {
	var out []string
	for _, h := range hosts {
		out = append(out, h.name)
	}
	return out
}

// Workflow proposes the workflow of a checkout on one of [Hosts].
func Workflow(name string, r Repo, revision string) (File, error) {
	i := slices.IndexFunc(hosts, func(h host) bool { return h.name == name })
	if i < 0 {
		return File{}, fmt.Errorf("there is no workflow for %q; there is one for %s", name, strings.Join(Hosts(), ", "))
	}
	whole, err := text(name+".yml", revision)
	if err != nil {
		return File{}, err
	}
	return File{Dir: r.Dir, Path: hosts[i].path, Text: whole, Part: whole, Next: "commit it"}, nil
}
