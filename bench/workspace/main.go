// Workspace writes a workspace of many repositories, to measure how the work grows with their number:
//
//	go run ./bench/workspace -repos 200 DIR
//
// Every third repository is a Python service, the others are in TypeScript. All share containers, headers and variables, as those of
// one company do; a few break an agreement each, always the same ones. The same number gives the same files.
package main

import (
	"bytes"
	_ "embed" // the repositories
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"text/template"

	"golang.org/x/tools/txtar"
)

var (
	//go:embed typescript.txtar
	typescript string
	//go:embed python.txtar
	python string
)

// fillers is how many files of a repository have nothing that rules ask for: in code about one of six has.
const fillers = 16

func main() {
	repos := flag.Int("repos", 200, "write this `number` of repositories")
	flag.Parse()
	if flag.NArg() != 1 || *repos < 1 {
		fmt.Fprintln(os.Stderr, "usage: workspace -repos NUMBER DIR")
		os.Exit(2)
	}
	if err := generate(flag.Arg(0), *repos); err != nil {
		fmt.Fprintln(os.Stderr, "workspace:", err)
		os.Exit(1)
	}
}

// repo is what its files are made of.
type repo struct {
	Number, Peer int
	// What it breaks.
	NoRequestID, NoExample, OtherKey bool
}

// generate writes the workspace into a folder that is empty or does not exist.
func generate(dir string, repos int) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return errors.New(dir + " is not empty")
	}
	kinds := map[string]*template.Template{}
	for name, text := range map[string]string{"typescript": typescript, "python": python} {
		t, err := template.New(name).Parse(text)
		if err != nil {
			return err
		}
		kinds[name] = t
	}
	config := bytes.NewBufferString("version: 1\nrepos:\n")
	for n := range repos {
		r := repo{Number: n, Peer: (n + 1) % repos, NoRequestID: n%10 == 1, NoExample: n%10 == 4, OtherKey: n%10 == 7}
		kind, extension := kinds["typescript"], "ts"
		if n%3 == 2 {
			kind, extension = kinds["python"], "py"
		}
		name := fmt.Sprintf("service-%03d", n)
		fmt.Fprintf(config, "  - %s\n", name)
		if err := r.write(filepath.Join(dir, name), kind, extension); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "connaudit.yaml"), config.Bytes(), 0o666)
}

// write writes the files of a repository.
func (r repo) write(dir string, kind *template.Template, extension string) error {
	var b bytes.Buffer
	if err := kind.Execute(&b, r); err != nil {
		return err
	}
	for _, f := range txtar.Parse(b.Bytes()).Files {
		copies := 1
		if filepath.Base(f.Name) == "filler."+extension {
			copies = fillers
		}
		for i := range copies {
			name := filepath.Join(dir, filepath.FromSlash(f.Name))
			if copies > 1 {
				name = filepath.Join(filepath.Dir(name), fmt.Sprintf("part%02d.%s", i, extension))
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				return err
			}
			if err := os.WriteFile(name, f.Data, 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}
