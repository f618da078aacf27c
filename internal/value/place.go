package value

import "fmt"

// File is one source file as values and facts name it. One File is made per file and shared; compare pointers.
type File struct {
	Repo     string // name of the repository
	Pkg      string // folder of the package, relative to the repository, with slashes; empty at its root
	Path     string // relative to the repository's root, with slashes
	Display  string // as the user can open it from the working directory
	Language string // typescript, javascript, python, ...; empty for plain text
	Exported bool   // known by what its repository exported: its text and what lies beside it are not
	Line     func(offset int) int
}

// Dir returns the folder of the file relative to its repository, ending in a slash; empty at the root.
func (f *File) Dir() string {
	for i := len(f.Path) - 1; i >= 0; i-- {
		if f.Path[i] == '/' {
			return f.Path[:i+1]
		}
	}
	return ""
}

// Name tells the file from all others: Display or, of one that is known by an export and cannot be opened, the repository and the path.
func (f *File) Name() string {
	if f.Exported {
		return f.Repo + ":" + f.Path
	}
	return f.Display
}

// Place is a range of bytes from 0, end exclusive, in a file. The zero Place is nowhere.
type Place struct {
	File       *File
	Start, End int
}

// IsNone reports whether p is nowhere.
func (p Place) IsNone() bool { return p.File == nil }

// Line returns the line of the start of p, from 1; 0 for nowhere.
func (p Place) Line() int {
	if p.File == nil || p.File.Line == nil {
		return 0
	}
	return p.File.Line(p.Start)
}

// String returns path:line.
func (p Place) String() string {
	if p.File == nil {
		return "?"
	}
	return fmt.Sprintf("%s:%d", p.File.Path, p.Line())
}

// In returns path:line as seen from a file of repo: the other repository's name stands in front.
func (p Place) In(repo string) string {
	if p.File == nil || p.File.Repo == repo || p.File.Repo == "" {
		return p.String()
	}
	return p.File.Repo + "/" + p.String()
}

// Less orders places by repository, path and position.
func (p Place) Less(o Place) bool {
	switch {
	case p.File == nil || o.File == nil:
		return p.File == nil && o.File != nil
	case p.File.Repo != o.File.Repo:
		return p.File.Repo < o.File.Repo
	case p.File.Path != o.File.Path:
		return p.File.Path < o.File.Path
	case p.Start != o.Start:
		return p.Start < o.Start
	}
	return p.End < o.End
}
