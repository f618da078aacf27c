// Parse answers what a bench needs to know of a workspace beside a check:
//
//	go run ./bench/parse -list FILE DIR      writes the names of the files that connaudit reads there
//	go run ./bench/parse -hit FILE DIR       writes those that have the words of the rules: the hits of the prefilter
//	go run ./bench/parse < FILE              parses the files named on standard input, and nothing else
//
// It says on standard output how many files and bytes that were.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/bytelyst/connaudit/internal/engine"
	"github.com/bytelyst/connaudit/internal/lang"
	"github.com/bytelyst/connaudit/internal/link"
	"github.com/bytelyst/connaudit/internal/program"
	"github.com/bytelyst/connaudit/internal/syntax"
	"github.com/bytelyst/connaudit/internal/workspace"
)

func main() {
	list := flag.String("list", "", "write the names of all files to this `file`")
	hit := flag.String("hit", "", "write the names of the files that have the rules' words to this `file`")
	flag.Parse()
	var err error
	if *list != "" || *hit != "" {
		err = names(flag.Arg(0), *list, *hit)
	} else {
		err = parseAll(os.Stdin)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "parse:", err)
		os.Exit(1)
	}
}

// names writes which files of the workspace in dir connaudit reads, and which of them hit.
func names(dir, list, hit string) error {
	ws, err := workspace.Open(workspace.Options{Dir: dir})
	if err != nil {
		return err
	}
	rules, problems, err := engine.Rules(engine.Options{Dir: dir})
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return problems[0]
	}
	prog := program.New(ws, link.Dictionary(rules))
	linker := link.New(prog, rules)
	if err := prog.Read(context.Background(), runtime.NumCPU(), linker.Wants, nil); err != nil {
		return err
	}
	var all, hits []string
	size := 0
	for _, f := range prog.Files() {
		if f.Language == nil || f.Reason() != "" || f.Source.Declaration {
			continue
		}
		all, size = append(all, f.Source.Abs), size+f.Size()
		if linker.Starts(f) {
			hits = append(hits, f.Source.Abs)
		}
	}
	fmt.Printf("%d files, %d bytes; %d hits\n", len(all), size, len(hits))
	if err := write(list, all); err != nil {
		return err
	}
	return write(hit, hits)
}

func write(file string, names []string) error {
	if file == "" {
		return nil
	}
	return os.WriteFile(file, []byte(strings.Join(names, "\n")+"\n"), 0o644)
}

// parseAll parses the files whose names r has, one a line, on all processors.
func parseAll(r io.Reader) error {
	byExt := map[string]*lang.Language{}
	for _, l := range program.Languages() {
		for _, e := range l.Extensions {
			byExt[e] = l
		}
	}
	var files []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		files = append(files, lines.Text())
	}
	if err := lines.Err(); err != nil {
		return err
	}
	var size atomic.Int64
	program.Each(len(files), runtime.NumCPU(), func(i int) { size.Add(parse(files[i], byExt)) })
	fmt.Printf("%d files, %d bytes\n", len(files), size.Load())
	return nil
}

// parse parses one file and returns its size. What does not parse costs its time all the same.
func parse(name string, byExt map[string]*lang.Language) int64 {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0
	}
	ext := filepath.Ext(name)
	if l := byExt[ext]; l != nil {
		_, _ = syntax.Parse(l.Grammar(ext), text)
	}
	return int64(len(text))
}
