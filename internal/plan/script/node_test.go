//go:build node

package script

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// modules is where testdata/node/install.sh puts the packages that the program needs.
func modules(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("testdata/node/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".package-lock.json")); err != nil {
		t.Fatalf("the packages that run the program are not there; install them with\n\n\tinternal/plan/script/testdata/node/install.sh\n\n%v", err)
	}
	return dir
}

// folder is a directory in which the program finds its packages, as it would after npm install.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Symlink(modules(t), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// node runs a program of Node's and returns its status, -1 if it was killed, and what it printed.
func node(t *testing.T, dir string, env []string, started func(*os.Process), args ...string) (status int, stdout, stderr string) {
	t.Helper()
	c := exec.Command("node", args...)
	c.Dir = dir
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir}, env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if started != nil {
		started(c.Process)
	}
	if err := c.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), out.String(), errs.String()
}

// startServer starts a Cosmos DB server in memory, and returns its address.
func startServer(t *testing.T) string {
	t.Helper()
	dir := folder(t)
	code, err := os.ReadFile("testdata/node/server.mjs")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "server.mjs", string(code))
	c := exec.Command("node", "server.mjs")
	c.Dir = dir
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close() // the server ends with its input
		_ = c.Wait()
	})
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not say its port: %v", err)
	}
	return "127.0.0.1:" + strings.TrimSpace(port)
}

// The exit statuses of the program.
const (
	exitDone = iota
	exitFailed
	exitUsage
	exitSkipped
	exitDiffers
)
