//go:build editors

package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Real clients speak with the real program. The build tag asks for them, and without them the tests fail;
// testdata/editors/install.sh installs them.

// program builds the command.
func program(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "connaudit")
	if out, err := exec.Command("go", "build", "-o", bin, "../../cmd/connaudit").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return bin
}

func TestMicrosoftsClient(t *testing.T) {
	server := program(t) // building it is not what may take too long
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "testdata/editors/client.mjs", server, copied(t, "bytelyst/before"))
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v; run internal/lsp/testdata/editors/install.sh\n%s%s", err, out, stderr.String())
	}
	said := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var line struct {
			What  string
			Value json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		said[line.What] = string(line.Value)
	}
	for what, want := range map[string]string{
		"exit":       "0",
		"registered": `["workspace/didChangeConfiguration","workspace/didChangeWatchedFiles"]`,
		"progress":   `["begin","end"]`,
	} {
		if got := strings.Replace(said[what], `"report",`, "", 1); got != want {
			t.Errorf("%s is %s, want %s", what, got, want)
		}
	}
}

func TestNeovim(t *testing.T) {
	server := program(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	log := filepath.Join(t.TempDir(), "log")
	nvim := exec.CommandContext(ctx, "nvim", "--clean", "--headless", "-n", "-u", "NONE", "-c", "luafile testdata/editors/neovim.lua")
	nvim.Env = append(os.Environ(), "SERVER="+server, "WORKSPACE="+copied(t, "bytelyst/before"), "OUT="+log)
	out, err := nvim.CombinedOutput()
	said, _ := os.ReadFile(log)
	if err != nil {
		t.Fatalf("%v; run internal/lsp/testdata/editors/install.sh\n%s\n%s", err, out, said)
	}
	for _, want := range []string{"diagnostics: 5:env-example 5:product-id-default", "accepted: // connaudit:ignore env-example -- why it is accepted", "fixed", "stopped"} {
		if !strings.Contains(string(said), want+"\n") {
			t.Errorf("Neovim did not say %q:\n%s\n%s", want, said, out)
		}
	}
}
