package plan

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// origin asks git which commit brought the line, following it back through moves within its file. Only a folder that is a
// checkout of its own is asked about: the commits of a repository around it say nothing of the repositories in it.
func origin(ctx context.Context, dir, path string, line int) (Origin, bool) {
	if dir == "" {
		return Origin{}, false
	}
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err != nil {
		return Origin{}, false
	}
	// No configuration of the checkout may run a program: the pager, file system monitors, text conversion, signatures and
	// fetching what a partial clone lacks are off.
	c := exec.CommandContext(ctx, "git", "-C", dir, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "log", "-s", "--no-ext-diff",
		"--no-textconv", "--no-show-signature", "--format=%H%x09%cs%x09%s", fmt.Sprintf("-L%d,%d:%s", line, line, path))
	c.Env = append(withoutGit(os.Environ()), "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
	out, err := c.Output()
	if err != nil {
		return Origin{}, false // not committed, or no git
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	parts := strings.SplitN(lines[len(lines)-1], "\t", 3)
	if len(parts) != 3 {
		return Origin{}, false
	}
	return Origin{Commit: parts[0], Date: parts[1], Subject: parts[2]}, true
}

// withoutGit drops the variables by which git, when it runs a hook, names the repository that it works on.
func withoutGit(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(v string) bool { return strings.HasPrefix(v, "GIT_") })
}
