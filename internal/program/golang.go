package program

import (
	"bytes"

	"github.com/bytelyst/connaudit/internal/lang/golang"
	"github.com/bytelyst/connaudit/internal/workspace"
)

// goImports returns the paths that the import declarations of a file name, and "." for the other files of its package; wholes
// are the names of packages that go by another one in the file, or by none.
func goImports(text []byte, marks []int32) (modules, wholes []string) {
	modules = append(modules, ".")
	for _, m := range marks {
		line := text[bytes.LastIndexByte(text[:m], '\n')+1 : m]
		if string(line) != "import" {
			continue
		}
		rest := bytes.TrimLeft(text[m:], " \t")
		if len(rest) > 0 && rest[0] == '(' {
			if end := bytes.IndexByte(rest, ')'); end > 0 {
				rest = rest[1:end]
			}
		} else if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			rest = rest[:end]
		}
		for len(rest) > 0 && len(modules) < maxImports {
			var path string
			var named bool
			path, named, rest = goImport(rest)
			if path == "" {
				continue
			}
			modules = append(modules, path)
			if named {
				wholes = append(wholes, golang.PackageName(path))
			}
		}
	}
	return modules, wholes
}

// goImport reads one import from the first line of text and returns the lines behind it.
func goImport(text []byte) (path string, named bool, rest []byte) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimSpace(line)
	i := bytes.IndexAny(line, "\"`")
	if i < 0 || bytes.HasPrefix(line, []byte("//")) {
		return "", false, rest
	}
	end := bytes.IndexByte(line[i+1:], line[i])
	if end < 0 {
		return "", false, rest
	}
	return string(line[i+1 : i+1+end]), i > 0, rest
}

// allTo returns the files that an import leads to: one, or those of a Go package.
func (p *Program) allTo(from *File, spec string) (out []*File) {
	r := p.resolve(from, spec)
	var files []*workspace.File
	if r.Folder != nil {
		files = r.Folder.Files
	} else if r.File != nil {
		files = []*workspace.File{r.File}
	}
	for _, wf := range files {
		if to := p.byFile[wf]; to != nil && to != from {
			out = append(out, to)
		}
	}
	return out
}
