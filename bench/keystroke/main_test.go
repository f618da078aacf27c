package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/lang/typescript"
	"github.com/bytelyst/connaudit/internal/syntax"
)

// TestMadeUp looks at the file that is typed in: it is as long as is asked for, and code.
func TestMadeUp(t *testing.T) {
	text, err := textOf(filepath.Join(t.TempDir(), "src", "large.ts"), 300)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(text, "\n"); lines < 300 || lines > 360 {
		t.Errorf("it has %d lines", lines)
	}
	tree, err := syntax.Parse(typescript.TypeScript.Grammar(".ts"), []byte(text))
	if err != nil || tree.Root().HasError() {
		t.Errorf("it is no code: %v", err)
	}
	if line := strings.Split(text, "\n")[behindMiddle(text)-1]; !strings.Contains(line, "function") {
		t.Errorf("typing begins after %q", line)
	}
}

// TestKeystrokes types once there and back: the line is empty before and after, and holds the whole text in between.
func TestKeystrokes(t *testing.T) {
	line := ""
	for n := range 2 * len(typed) {
		start, end, with := keystroke(n)
		line = line[:start] + with + line[end:]
		if n == len(typed)-1 && line != typed {
			t.Errorf("typed is %q", line)
		}
	}
	if line != "" {
		t.Errorf("%q is left", line)
	}
}
