package lsp

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	code "github.com/bytelyst/connaudit/internal/program" // program builds the command, in tests with real editors
)

// manifest is what the extension for VS Code says of itself, as far as it must agree with the server.
type manifest struct {
	ActivationEvents []string
	Contributes      struct {
		Configuration struct {
			Properties map[string]struct {
				Type    string
				Default any
				Maximum float64
			}
		}
	}
}

func readManifest(t *testing.T) manifest {
	t.Helper()
	text, err := os.ReadFile("../../editors/vscode/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestVSCodeSettings compares the settings of the extension for VS Code with those of the server: names, types and defaults.
func TestVSCodeSettings(t *testing.T) {
	properties := readManifest(t).Contributes.Configuration.Properties
	if got := properties[section+".delay"].Maximum; got != maxDelay {
		t.Errorf("the longest delay is %v, want %v", got, maxDelay)
	}
	// What the client alone reads: where the program is, and what the client writes down.
	for _, own := range []string{"path", "trace.server"} {
		if _, ok := properties[section+"."+own]; !ok {
			t.Errorf("there is no setting %s", own)
		}
		delete(properties, section+"."+own)
	}
	types := map[reflect.Kind]string{reflect.Bool: "boolean", reflect.Int: "integer", reflect.String: "string"}
	defaults := reflect.ValueOf(defaultSettings())
	for _, f := range reflect.VisibleFields(defaults.Type()) {
		name := section + "." + f.Tag.Get("json")
		got, ok := properties[name]
		if !ok {
			t.Errorf("there is no setting %s", name)
			continue
		}
		delete(properties, name)
		if want := types[f.Type.Kind()]; got.Type != want {
			t.Errorf("the type of %s is %q, want %q", name, got.Type, want)
		}
		want := defaults.FieldByIndex(f.Index).Interface()
		if n, ok := want.(int); ok {
			want = float64(n)
		}
		if got.Default != want {
			t.Errorf("the default of %s is %v, want %v", name, got.Default, want)
		}
	}
	if len(properties) > 0 {
		t.Errorf("the server does not know %v", slices.Sorted(maps.Keys(properties)))
	}
}

// TestVSCodeActivation demands that a file of each language that is read wakes the extension.
func TestVSCodeActivation(t *testing.T) {
	// The editor's names of languages; by itself it has none for the last two, whose extensions all use these.
	names := map[string]string{
		".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "typescriptreact",
		".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascriptreact",
		".py": "python", ".pyi": "python", ".go": "go", ".vue": "vue", ".svelte": "svelte",
	}
	want := map[string]bool{"workspaceContains:**/connaudit.yaml": true}
	for ext, name := range names {
		if code.IsCode("a" + ext) {
			want["onLanguage:"+name] = true
		}
	}
	for _, l := range code.Languages() {
		for _, ext := range l.Extensions {
			if names[ext] == "" {
				t.Errorf("files %s of %s wake nothing: enter the editor's name for their language here and in package.json", ext, l.Name)
			}
		}
	}
	got := readManifest(t).ActivationEvents
	slices.Sort(got)
	if want := slices.Sorted(maps.Keys(want)); !slices.Equal(got, want) {
		t.Errorf("the extension wakes at\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
