// Keystroke measures how long an editor waits for fresh diagnostics after a keystroke, over the protocol and with the program itself:
//
//	go build ./cmd/connaudit && go run ./bench/keystroke -server ./connaudit DIR FILE
//
// The workspace DIR is copied. Its FILE, named from DIR, is opened and typed in, character by character, in the middle of the first function
// behind its middle. Where there is no such file one of TypeScript is made up, of -lines lines. Each keystroke is sent when the diagnostics
// after the one before it have come and a -pause has passed, as between the keys of somebody who types fast.
package main

import (
	"context"
	_ "embed" // what files are made of
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"
)

var (
	//go:embed head.ts
	head string
	//go:embed module.ts.tmpl
	module string // of one number
)

// typed is what is typed, and then taken back.
const typed = "const noted = items.map((item) => item.label);"

func main() {
	server := flag.String("server", "connaudit", "the `program` to measure")
	lines := flag.Int("lines", 3000, "a file that is made up has this `number` of lines at least")
	edits := flag.Int("edits", 500, "measure this `number` of keystrokes")
	pause := flag.Duration("pause", 30*time.Millisecond, "wait so long between an answer and the next keystroke")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: keystroke [-server PROGRAM] [-lines N] [-edits N] [-pause TIME] DIR FILE")
		os.Exit(2)
	}
	if err := measure(*server, flag.Arg(0), flag.Arg(1), *lines, *edits, *pause); err != nil {
		fmt.Fprintln(os.Stderr, "keystroke:", err)
		os.Exit(1)
	}
}

func measure(server, from, file string, lines, edits int, pause time.Duration) error {
	dir, err := os.MkdirTemp("", "keystroke")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		return err
	}
	text, err := textOf(filepath.Join(dir, file), lines)
	if err != nil {
		return err
	}
	fresh, err := check(server, dir)
	if err != nil {
		return err
	}
	e, err := start(server, dir)
	if err != nil {
		return err
	}
	defer e.stop()
	times, err := e.typeIn(context.Background(), filepath.Join(dir, file), text, edits, pause)
	if err != nil {
		return err
	}
	slices.Sort(times)
	at := func(percent int) time.Duration {
		return times[min(len(times)*percent/100, len(times)-1)].Round(100 * time.Microsecond)
	}
	fmt.Printf("%s: %d lines, %d keystrokes: median %v, 90 %% %v, 95 %% %v, 99 %% %v, most %v; a fresh check takes %.1f times the median\n",
		file, strings.Count(text, "\n"), len(times), at(50), at(90), at(95), at(99), at(100), float64(fresh)/float64(at(50)))
	return nil
}

// textOf returns the file's text, which is made up and written where there is none.
func textOf(abs string, lines int) (string, error) {
	data, err := os.ReadFile(abs) //nolint:gosec // of the copy
	if !errors.Is(err, os.ErrNotExist) {
		return string(data), err
	}
	t, err := template.New("module").Parse(module)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString(head)
	for i := 1; strings.Count(out.String(), "\n") < lines; i++ {
		if err := t.Execute(&out, i); err != nil {
			return "", err
		}
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return "", err
	}
	return out.String(), os.WriteFile(abs, []byte(out.String()), 0o600)
}

// check returns how long a check of the workspace takes.
func check(server, dir string) (time.Duration, error) {
	c := exec.Command(server, "check", "--no-cache", "--fail-on", "never", "--format", "json") //nolint:gosec // what is to be measured
	c.Dir = dir
	begun := time.Now()
	err := c.Run()
	return time.Since(begun), err
}
