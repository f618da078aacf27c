package gocheck

import (
	"crypto/sha256"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
)

// toolchain is what the go command makes of the same files another thing by: which command it is, and what it is told by its environment.
type toolchain struct {
	command string // its file; empty for none
	stamp   source.Stamp
	version [sha256.Size]byte // of the file that says which toolchain it is, and of that with settings of the user
	env     []string
}

// toolchain says which go command runs here, and how it is told.
func (c *Checker) toolchain(network bool) toolchain {
	w := toolchain{env: relevant(c.o.Env, network)}
	name, err := exec.LookPath("go")
	if err != nil {
		return w
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	w.command = name
	if info, err := os.Stat(name); err == nil {
		w.stamp = source.StampOf(info)
	}
	h := sha256.New()
	root := filepath.Dir(filepath.Dir(name))
	if v, ok := lookup(c.o.Env, "GOROOT"); ok && v != "" {
		root = v
	}
	for _, file := range []string{filepath.Join(root, "VERSION"), goEnv(c.o.Env)} {
		text, err := os.ReadFile(file)
		liner(h)(text, err == nil) // there need be none
	}
	w.version = [sha256.Size]byte(h.Sum(nil))
	return w
}

// relevant are the variables that the go command is told by, sorted. What only says where modules are fetched from says nothing of those
// that are there.
func relevant(env []string, network bool) []string {
	var out []string
	for _, entry := range env {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		if (strings.HasPrefix(name, "GO") || name == "HOME") && (network || !slices.Contains(overridden, name)) {
			out = append(out, entry)
		}
	}
	slices.Sort(out)
	return out
}

// goEnv is the file that `go env -w` writes; empty where there is none to be.
func goEnv(env []string) string {
	if v, ok := lookup(env, "GOENV"); ok && v != "" {
		return v
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "go", "env")
}

func (w toolchain) digest(to io.Writer) {
	line := liner(to)
	line("go command", w.command, w.stamp.Size, w.stamp.Modified, w.stamp.Inode, w.version)
	line("system", runtime.Version(), runtime.GOOS, runtime.GOARCH, w.env)
}
