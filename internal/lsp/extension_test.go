//go:build editors

package lsp

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestVSCode compiles and packages the extension for VS Code, and runs what is in the package with the real program in a stubbed editor:
// editors/vscode/test says what of an editor there is.
func TestVSCode(t *testing.T) {
	server := program(t)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	vsix := filepath.Join(t.TempDir(), "connaudit.vsix")
	pack := exec.CommandContext(ctx, "npm", "run", "package", "--", "--out", vsix)
	pack.Dir = "../../editors/vscode"
	if out, err := pack.CombinedOutput(); err != nil {
		t.Fatalf("%v; run internal/lsp/testdata/editors/install.sh\n%s", err, out)
	}
	dir := t.TempDir()
	want := []string{"[Content_Types].xml", "extension.vsixmanifest", "extension/out/extension.js", "extension/package.json", "extension/readme.md"}
	if got := unpack(t, vsix, dir); !slices.Equal(got, want) {
		t.Errorf("the package has %v, want %v", got, want)
	}

	workspace := copied(t, "bytelyst/before")
	config := filepath.Join(workspace, "connaudit.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, string(text)+"rules: [builtin, ./rules]\n")
	if err := mkdir(filepath.Join(workspace, "rules")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(workspace, "rules/team.yaml"), "facts: []\n")
	write(t, filepath.Join(workspace, "other.yaml"), "rules: []\n")
	node := exec.CommandContext(ctx, "node", "../../editors/vscode/test/client.mjs", filepath.Join(dir, "extension"), server, workspace)
	out, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, want := strings.Fields(string(out)), []string{"diagnostics", "features", "commands", "schemas", "end"}; !slices.Equal(got, want) {
		t.Errorf("the client did %v, want %v", got, want)
	}
}

// unpack writes the files of an archive into a folder, and returns their names.
func unpack(t *testing.T, archive, dir string) []string {
	t.Helper()
	r, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, f.Name)
		if err := mkdir(filepath.Dir(name)); err != nil {
			t.Fatal(err)
		}
		write(t, name, string(text))
	}
	slices.Sort(names)
	return names
}
