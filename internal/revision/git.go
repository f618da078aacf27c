package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/source"
)

// Command prepares git to run in a folder. Nothing that is configured for the repository runs a program, nothing is fetched, and what
// the user ignores everywhere plays no part: a result must not depend on the machine.
func Command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false",
		"-c", "core.excludesFile=" + os.DevNull}, args...)...)
	// Variables by which git, when it runs a hook, names the repository that it works on would name it here too.
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") })
	c.Env = append(c.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_ALLOW_PROTOCOL=none",
		"LC_ALL=C")
	return c
}

// Repo is a work tree of git.
type Repo struct {
	Root string // absolute folder
	Name string // for messages: how people reach Root from the working directory
}

// run returns what git prints. The error holds what git says is wrong.
func (r *Repo) run(ctx context.Context, args ...string) ([]byte, error) {
	return output(Command(ctx, r.Root, args...), r.label())
}

// failure is git that ended with an exit status.
type failure struct {
	status  int
	message string
}

func (f *failure) Error() string { return f.message }

func output(c *exec.Cmd, name string) ([]byte, error) {
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is needed to read revisions and the index, and is not found in PATH; install it")
	case errors.As(err, &exit):
		return nil, &failure{exit.ExitCode(), fmt.Sprintf("git in %s: %s", name, firstLine(source.Visible(strings.TrimSpace(stderr.String()))))}
	}
	return nil, fmt.Errorf("git in %s: %w", name, err)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// failed reports whether git ended with this exit status.
func failed(err error, status int) bool {
	var f *failure
	return errors.As(err, &f) && f.status == status
}

// MergeBase returns the commit at which what is checked out parted from rev, by its name. The error says what to do where rev
// is not known or the history does not reach that far.
func (r *Repo) MergeBase(ctx context.Context, rev string) (string, error) {
	if _, err := r.run(ctx, "rev-parse", "--git-dir"); err != nil {
		return "", err
	}
	target, ok := r.commit(ctx, rev)
	if !ok {
		return "", fmt.Errorf("%s has no revision %q; %s", r.label(), rev, r.howToGet(ctx, rev))
	}
	head, ok := r.commit(ctx, "HEAD")
	if !ok {
		return "", fmt.Errorf("%s has no commit yet, so that there is nothing to compare with %q; make one first", r.label(), rev)
	}
	out, err := r.run(ctx, "merge-base", target, head)
	switch {
	case failed(err, 1) && r.isShallow(ctx):
		return "", fmt.Errorf("the history of %s is cut off (a shallow clone) before the commit that it shares with %q; run '%s fetch --unshallow' (actions/checkout: fetch-depth: 0)",
			r.label(), rev, r.git())
	case failed(err, 1):
		return "", fmt.Errorf("what is checked out in %s shares no commit with %q; name a revision of the same history", r.label(), rev)
	case err != nil:
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// commit returns the name of the commit that a revision stands for.
func (r *Repo) commit(ctx context.Context, rev string) (string, bool) {
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	return strings.TrimSpace(string(out)), err == nil && len(out) > 0
}

func (r *Repo) isShallow(ctx context.Context) bool {
	out, err := r.run(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

// howToGet says how a revision comes into the repository.
func (r *Repo) howToGet(ctx context.Context, rev string) string {
	remotes, err := r.run(ctx, "remote")
	if err != nil || len(bytes.TrimSpace(remotes)) == 0 {
		return "name a branch, tag or commit that it has"
	}
	names := strings.Fields(string(remotes))
	fetch := r.git() + " fetch "
	if r.isShallow(ctx) {
		fetch += "--unshallow "
	}
	for _, remote := range names {
		// A clone of a single branch does not keep other branches of the remote unless told where.
		if branch, ok := strings.CutPrefix(rev, remote+"/"); ok && isPlain(branch) {
			return fmt.Sprintf("run '%s%s %s:refs/remotes/%s'", fetch, remote, branch, rev)
		}
	}
	remote := names[0]
	if slices.Contains(names, "origin") {
		remote = "origin"
	}
	return fmt.Sprintf("run '%s%s', or name a branch, tag or commit that it has", fetch, remote)
}

// isPlain reports whether a name can stand in a command that is proposed.
func isPlain(branch string) bool {
	return branch != "" && strings.IndexFunc(branch, func(c rune) bool {
		return c != '-' && c != '_' && c != '/' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	}) < 0
}

// label names the repository in a sentence.
func (r *Repo) label() string {
	if r.Name == "." {
		return "this repository"
	}
	return r.Name
}

// git is the command that people run in the repository.
func (r *Repo) git() string {
	switch {
	case r.Name == ".":
		return "git"
	case strings.ContainsAny(r.Name, " '\"$`\\"):
		return "git -C '" + strings.ReplaceAll(r.Name, "'", `'\''`) + "'"
	}
	return "git -C " + r.Name
}

// indexVariable makes git read the index that a hook was given: `git commit FILE` and `git commit -a` prepare another one than
// that of the repository. It is empty where the environment names none of this repository.
func (r *Repo) indexVariable(ctx context.Context) string {
	given := os.Getenv("GIT_INDEX_FILE")
	if given == "" {
		return ""
	}
	out, err := r.run(ctx, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return ""
	}
	if !filepath.IsAbs(given) {
		given = filepath.Join(r.Root, given)
	}
	if inside(resolved(strings.TrimSpace(string(out))), resolved(filepath.Dir(given))) {
		return "GIT_INDEX_FILE=" + given
	}
	return ""
}

// resolved follows links where that is possible.
func resolved(path string) string {
	if actual, err := filepath.EvalSymlinks(path); err == nil {
		return actual
	}
	return path
}

// inside reports whether a path is dir or lies below it; both absolute and clean.
func inside(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (rest == "" || rest[0] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator)))
}
