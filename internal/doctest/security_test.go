package doctest

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayRun are the packages that start programs: git and the go command, which SECURITY.md tells of.
var mayRun = []string{"internal/plan", "internal/revision", "internal/gocheck"}

// TestNoNetwork demands what SECURITY.md promises: the program opens no connection, and starts no program but git and the go command.
func TestNoNetwork(t *testing.T) {
	// What the programs are made of: packages that tests alone import are no part of them.
	list := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if .Main}}{{$.ImportPath}} {{join $.Imports " "}}{{end}}{{end}}`, "./cmd/...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		name, imports := strings.TrimPrefix(words[0], modulePath), words[1:]
		for _, forbidden := range []string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "plugin"} {
			if slices.Contains(imports, forbidden) {
				t.Errorf("%s imports %s", name, forbidden)
			}
		}
		if slices.Contains(imports, "os/exec") && !slices.Contains(mayRun, name) {
			t.Errorf("%s starts programs; SECURITY.md says that only git and the go command are run", name)
		}
	}
}
