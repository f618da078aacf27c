package workspace

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/files"
)

// gitRepo is what is needed of one git repository: what it ignores for everyone, and what it tracks.
type gitRepo struct {
	root    string // absolute folder of the work tree, slashes
	dir     string // absolute folder of index and HEAD; a work tree of `git worktree` and a submodule have their own
	common  string // absolute folder of info/exclude and config, shared by work trees
	tracked tracked
}

// openGit reads where a work tree keeps its git folder; nil when root holds none that can be read. What git keeps is read from
// disk; sys may know better what it tracks.
func openGit(sys files.System, root string) *gitRepo {
	dotGit := filepath.Join(root, ".git")
	g := &gitRepo{root: filepath.ToSlash(root), dir: dotGit}
	info, err := os.Stat(dotGit)
	if err != nil {
		return nil
	}
	if !info.IsDir() {
		text, err := os.ReadFile(dotGit)
		if err != nil {
			return nil
		}
		to, ok := strings.CutPrefix(strings.TrimSpace(string(text)), "gitdir:")
		if !ok {
			return nil
		}
		g.dir = below(root, strings.TrimSpace(to))
	}
	g.common = g.dir
	if text, err := os.ReadFile(filepath.Join(g.dir, "commondir")); err == nil {
		g.common = below(g.dir, strings.TrimSpace(string(text)))
	}
	g.tracked.read = func() ([]string, error) {
		if names, ok := sys.Tracked(root); ok {
			return names, nil
		}
		return readIndex(g.dir, g.hashSize())
	}
	return g
}

// below resolves a path that may be relative to a folder.
func below(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// hashSize is the length of an object name in bytes: 32 in a repository made with --object-format=sha256.
func (g *gitRepo) hashSize() int {
	text, err := os.ReadFile(filepath.Join(g.common, "config"))
	if err != nil {
		return 20
	}
	for line := range bytes.Lines(bytes.ToLower(text)) {
		key, value, ok := bytes.Cut(line, []byte("="))
		if ok && string(bytes.TrimSpace(key)) == "objectformat" && string(bytes.TrimSpace(value)) == "sha256" {
			return 32
		}
	}
	return 20
}

// exclude gives the patterns of .git/info/exclude, the weakest of the repository.
func (g *gitRepo) exclude() (*ignoreChain, error) {
	chain, err := readIgnore(files.Disk, nil, g.root, filepath.Join(g.common, "info", "exclude"))
	if chain != nil {
		chain.file.name = ".git/info/exclude"
	}
	return chain, err
}
