package lsp

import (
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/lsp/protocol"
)

// TestSchemaOfAFile asks which schema files have: only the configuration, and YAML where it says that rules are.
func TestSchemaOfAFile(t *testing.T) {
	dir := copied(t, "harbor")
	c := start(t, pulls(), dir)
	for name, want := range map[string]string{
		"connaudit.yaml":    "config",
		"rules/queues.yaml": "rules",
		"rules/new.yml":     "rules", // not there yet
		"rules/queues.md":   "",
		"shop/other.yaml":   "",
		"rules.yaml":        "",
	} {
		var got *string
		file := protocol.TextDocumentIdentifier{URI: protocol.URIOf(filepath.Join(dir, name))}
		c.call("workspace/executeCommand", map[string]any{"command": commandSchema, "arguments": []any{file}}, &got)
		if (got == nil) != (want == "") || got != nil && *got != want {
			t.Errorf("the schema of %s is %v, want %q", name, got, want)
		}
	}
	if err := c.try("workspace/executeCommand", map[string]any{"command": commandSchema}, nil); err == nil {
		t.Error("a file that is not named has a schema")
	}
}
