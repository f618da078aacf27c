package lsp

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestDocumentation compares the settings and the commands with those that docs/editors.md lists.
func TestDocumentation(t *testing.T) {
	text, err := os.ReadFile("../../docs/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[settings]()) {
		want = append(want, section+"."+f.Tag.Get("json"))
	}
	want = append(want, commandNames()...)
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "| `connaudit."); ok {
			got = append(got, section+"."+name[:strings.IndexByte(name, '`')])
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("listed are %v, want %v", got, want)
	}
}
