package link

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/bytelyst/connaudit/internal/value"
)

// exampleValues are the values that the example files of a repository give to environment variables.
type exampleValues struct {
	once   sync.Once
	byDir  map[string]map[string]string // folder of the file, then name
	values map[string]string            // over all files, the first in path order
}

// exampleLine is one assignment in an example file.
var exampleLine = regexp.MustCompile(`(?m)^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*["']?([^"'\n#]*)`)

// isExample reports whether a file shows example values of environment variables: .env.example, .env.sample and so on.
func isExample(name string) bool {
	if !strings.HasPrefix(name, ".env") {
		return false
	}
	for _, part := range strings.Split(name, ".") {
		switch part {
		case "example", "sample", "template", "dist", "temp":
			return true
		}
	}
	return false
}

// example returns the value that the nearest example file above a file gives to a variable, else any of its repository.
func (l *Linker) example(name string, from *value.File) (string, bool) {
	if from == nil {
		return "", false
	}
	ex := l.examplesOf(from.Repo)
	for dir := path.Dir(from.Path); ; dir = path.Dir(dir) {
		if v, ok := ex.byDir[dir][name]; ok {
			return v, true
		}
		if dir == "." || dir == "/" {
			break
		}
	}
	v, ok := ex.values[name]
	return v, ok
}

func (l *Linker) examplesOf(repo string) *exampleValues {
	l.mu.Lock()
	if l.examples == nil {
		l.examples = map[string]*exampleValues{}
	}
	ex := l.examples[repo]
	if ex == nil {
		ex = &exampleValues{}
		l.examples[repo] = ex
	}
	l.mu.Unlock()
	ex.once.Do(func() { l.readExamples(repo, ex) })
	return ex
}

func (l *Linker) readExamples(repo string, ex *exampleValues) {
	ex.byDir, ex.values = map[string]map[string]string{}, map[string]string{}
	l.index()
	for _, f := range l.byRepo[repo] {
		if !isExample(path.Base(f.Value.Path)) {
			continue
		}
		text := f.Text()
		if text == nil {
			continue
		}
		dir := path.Dir(f.Value.Path)
		if ex.byDir[dir] == nil {
			ex.byDir[dir] = map[string]string{}
		}
		for _, m := range exampleLine.FindAllStringSubmatch(string(text.Text), -1) {
			name, v := m[1], strings.TrimSpace(m[2])
			if _, ok := ex.byDir[dir][name]; !ok {
				ex.byDir[dir][name] = v
			}
			if _, ok := ex.values[name]; !ok {
				ex.values[name] = v
			}
		}
	}
}
