package program

import (
	"bytes"
	"runtime"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/resolve"
)

// Imports are read off the text, not the tree: what a quoted name behind from, import or require leads to. A comment or a
// string may look like one; then a file counts as importing too much, and is asked in vain.

// importWords are the words behind which the name of a module stands.
var importWords = map[uint64]bool{hashOf("from"): true, hashOf("import"): true, hashOf("require"): true}

// maxImports bounds the imports of one file.
const maxImports = 400

// modulesAt returns the module names that stand behind the marks, which are the ends of import words; wholes are those that are
// imported as a whole, so that their members, or what they give by default, go by any name.
func modulesAt(text []byte, marks []int32) (modules, wholes []string) {
	for _, m := range marks {
		if len(modules) >= maxImports {
			break
		}
		if name := quotedModule(text[m:]); name != "" {
			modules = append(modules, name)
			if !namesMembers(text[:m]) {
				wholes = append(wholes, name)
			}
		}
	}
	return modules, wholes
}

// namesMembers reports whether the import that text ends in, up to its word `from`, names what it imports by the names that
// the module gives it: `import { a, b as c } from`, and nothing else.
func namesMembers(text []byte) bool {
	text, ok := bytes.CutSuffix(text, []byte("from"))
	if !ok {
		return false
	}
	text, ok = bytes.CutSuffix(bytes.TrimRight(text, " \t\r\n"), []byte("}"))
	if !ok {
		return false
	}
	open := bytes.LastIndexByte(text, '{')
	before := bytes.TrimRight(text[:max(open, 0)], " \t\r\n")
	return open >= 0 && endsWith(before, []string{"^import", "^export", "^type"})
}

// pythonImports is modulesAt for Python. wholes are the modules that have another name than their own in the file, or of
// which it imports members.
func pythonImports(text []byte, marks []int32) (modules, wholes []string) {
	for _, m := range marks {
		if len(modules) >= maxImports {
			break
		}
		found, plain := pythonModules(text, int(m))
		modules = append(modules, found...)
		if !plain {
			wholes = append(wholes, found...)
		}
	}
	return modules, wholes
}

// quotedModule returns the module name at the start of text: "x", ("x"), (`x`), or nothing.
func quotedModule(text []byte) string {
	text = bytes.TrimLeft(text[:min(len(text), 300)], " \t\r\n(")
	if len(text) < 2 || text[0] != '"' && text[0] != '\'' && text[0] != '`' {
		return ""
	}
	end := bytes.IndexByte(text[1:], text[0])
	if end <= 0 || bytes.IndexByte(text[1:1+end], '\n') >= 0 {
		return ""
	}
	return string(text[1 : 1+end])
}

// pythonModules returns the modules of the import statement whose first word ends at m, at the start of its line: for
// `from a import b` both a and a.b, which may be a module too. plain is set where the modules go by their own names.
func pythonModules(text []byte, m int) (modules []string, plain bool) {
	start := bytes.LastIndexByte(text[:m], '\n') + 1
	word := string(bytes.TrimLeft(text[start:m], " \t"))
	if word != "from" && word != "import" {
		return nil, true
	}
	rest := text[m:min(len(text), m+2000)]
	statement := string(rest[:statementEnd(rest)])
	if word == "import" {
		return firstWords(statement), !strings.Contains(statement, " as ")
	}
	module, names, ok := strings.Cut(statement, " import ")
	module = strings.TrimSpace(module)
	if !ok || module == "" {
		return nil, true
	}
	out := []string{module}
	for _, n := range firstWords(strings.Trim(names, " ()")) {
		if strings.HasSuffix(module, ".") {
			out = append(out, module+n)
		} else {
			out = append(out, module+"."+n)
		}
	}
	return out, false
}

// statementEnd returns the length of an import statement: to the end of its line, or of its parentheses.
func statementEnd(text []byte) int {
	line := bytes.IndexByte(text, '\n')
	open := bytes.IndexByte(text, '(')
	if open >= 0 && (line < 0 || open < line) {
		if end := bytes.IndexByte(text, ')'); end > open {
			return end
		}
	}
	if line < 0 {
		return len(text)
	}
	return line
}

// firstWords returns the first word of each comma-separated part: a of `a as b`.
func firstWords(list string) []string {
	var out []string
	for _, part := range strings.Split(list, ",") {
		if f := strings.Fields(part); len(f) > 0 && f[0] != "*" && !strings.HasPrefix(f[0], "#") {
			out = append(out, f[0])
		}
	}
	return out
}

// NamesMembers reports whether the file has what a module gives by the names that the module gives it, wherever it imports it.
// Then a file without such a name has nothing of that name.
func (f *File) NamesMembers(module string) bool {
	if f.isPython() || f.isGo() || len(f.moduleNames()) >= maxImports {
		return false
	}
	return !slices.ContainsFunc(f.entire(), func(m string) bool { return m == module || strings.HasPrefix(m, module+"/") })
}

// Names reports whether an import of the file names the module, or one below it.
func (f *File) Names(module string) bool {
	for _, m := range f.moduleNames() {
		if m == module || len(m) > len(module) && m[:len(module)] == module && m[len(module)] == '/' {
			return true
		}
	}
	return false
}

// MayReach reports whether an import of spec in from may lead to something of the module: because it names it, or because
// the file it leads to belongs to it or imports it, within a few hops. Nothing is parsed.
func (p *Program) MayReach(from *File, spec, module string) bool {
	if spec == module || strings.HasPrefix(spec, module+"/") {
		return true
	}
	to := p.leadsTo(from, spec)
	return to != nil && to.reaches(module, 3)
}

// Reaches reports whether something of the module may be had in the file: because it names it, or because what it imports does,
// within a few hops. Nothing is parsed.
func (f *File) Reaches(module string) bool { return f.reaches(module, 4) }

// reachKey is a question that MayReach has answered.
type reachKey struct {
	file   *File
	module string
	hops   int
}

func (f *File) reaches(module string, hops int) bool {
	if f.Names(module) || f.Source.Package != nil && f.Source.Package.Name == module {
		return true
	}
	if hops == 0 {
		return false
	}
	k := reachKey{f, module, hops}
	if known, ok := f.program.reached.Load(k); ok {
		return known.(bool)
	}
	out := false
	for _, g := range f.imports() {
		if g.reaches(module, hops-1) {
			out = true
			break
		}
	}
	f.program.reached.Store(k, out)
	return out
}

// External returns the name of the library that an import leads to, empty for anything else. Nothing is parsed.
func (p *Program) External(from *resolve.Unit, spec string) string {
	f := p.byValue[from.File]
	if f == nil {
		return ""
	}
	if r := p.resolve(f, spec); r.External {
		return r.Name
	}
	return ""
}

// imports returns the files that f imports, as far as its text shows.
func (f *File) imports() []*File {
	f.importsOnce.Do(func() {
		seen := map[*File]bool{}
		for _, name := range f.moduleNames() {
			for _, to := range f.program.allTo(f, name) {
				if !seen[to] {
					seen[to] = true
					f.imported = append(f.imported, to)
				}
			}
		}
	})
	return f.imported
}

// importers returns, for each file, the files that import it, in the order of the workspace.
func (p *Program) importers() map[*File][]*File {
	p.importersOnce.Do(func() {
		Each(len(p.files), runtime.NumCPU(), func(i int) {
			if p.files[i].isRead() {
				p.files[i].imports()
			}
		})
		p.modules.Forget() // few of the answers are asked for again
		p.importedBy = map[*File][]*File{}
		for _, f := range p.files {
			for _, to := range f.imported {
				p.importedBy[to] = append(p.importedBy[to], f)
			}
		}
	})
	return p.importedBy
}

// offers returns the files from which the exports of home can be imported: itself and those that hand them on.
func (p *Program) offers(home *File) []*File {
	p.mu.Lock()
	known := p.offered[home]
	p.mu.Unlock()
	if known != nil {
		return known
	}
	importers := p.importers()
	out, seen := []*File{home}, map[*File]bool{home: true}
	for i := 0; i < len(out); i++ {
		for _, f := range importers[out[i]] {
			if f.doesHandOn() && !seen[f] {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	p.mu.Lock()
	p.offered[home] = out
	p.mu.Unlock()
	return out
}

// Importers returns the files that import home, over a few files in between: they see what running it changes for all.
func (p *Program) Importers(home *File) []*File { return p.around(home, importerHops) }

// Importing returns home and the files that import what it offers, from it or from a file that hands it on.
func (p *Program) Importing(home *File) []*File { return p.around(home, 1) }

// importerHops bounds how many files lie between a file and those that import it for its effects.
const importerHops = 3

// around returns home and the files that import its exports, over so many hops, in the order of the workspace.
func (p *Program) around(home *File, hops int) []*File {
	importers := p.importers()
	out, seen := []*File{home}, map[*File]bool{home: true}
	next := p.offers(home)
	for range hops {
		from := next
		next = nil
		for _, g := range from {
			for _, f := range importers[g] {
				if !seen[f] {
					seen[f] = true
					next = append(next, f)
				}
			}
		}
		out = append(out, next...)
	}
	slices.SortFunc(out, func(a, b *File) int { return a.index - b.index })
	return out
}
