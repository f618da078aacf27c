package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/bytelyst/connaudit/internal/files"
)

// ignorePattern is one line of .gitignore or .connauditignore.
//
// The lines are read as git reads them, down to its habit of comparing the part before the first wildcard as plain text and
// matching only what follows: it makes `a**/b` match "ab". A test compares every decision with `git check-ignore`.
type ignorePattern struct {
	text    string // as written, for messages
	line    int    // from 1
	glob    string // without "!", leading and trailing slash
	literal int    // length of the part of glob before the first wildcard
	negated bool   // brings back
	dirOnly bool
	byName  bool // no slash: matched against the last segment alone
}

// ignoreFile is a parsed file of patterns.
type ignoreFile struct {
	name     string // of the file, for messages
	patterns []ignorePattern
}

// ignoreChain is the patterns that hold in a folder: its own file, then those of the folders above.
type ignoreChain struct {
	dir   string // absolute, slashes, no trailing slash: the patterns are relative to it
	file  *ignoreFile
	above *ignoreChain
}

// match gives the pattern that decides about a path (absolute, slashes) and its file, or nil when none speaks. Within a
// file the last line wins; a deeper file wins over one above.
func (c *ignoreChain) match(path string, dir bool) (*ignorePattern, *ignoreChain) {
	name := path[strings.LastIndexByte(path, '/')+1:]
	for ; c != nil; c = c.above {
		relative := path[len(c.dir)+1:]
		for i := len(c.file.patterns) - 1; i >= 0; i-- {
			if p := &c.file.patterns[i]; p.matches(relative, name, dir) {
				return p, c
			}
		}
	}
	return nil, nil
}

func (p *ignorePattern) matches(relative, name string, dir bool) bool {
	if p.dirOnly && !dir {
		return false
	}
	text := relative
	if p.byName {
		text = name
		// "*.log": by far the most frequent kind.
		if p.literal == 0 && len(p.glob) > 1 && p.glob[0] == '*' && !strings.ContainsAny(p.glob[1:], `*?[\`) {
			return strings.HasSuffix(text, p.glob[1:])
		}
		if p.literal < len(p.glob) {
			return wildmatch(p.glob, text, false)
		}
		return text == p.glob
	}
	if !strings.HasPrefix(text, p.glob[:p.literal]) {
		return false
	}
	return wildmatch(p.glob[p.literal:], text[p.literal:], true)
}

// parseIgnore reads the lines of an ignore file. Any text is accepted, as git does.
func parseIgnore(name string, text []byte) *ignoreFile {
	f := &ignoreFile{name: name}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "" || line[0] == '#' {
			continue
		}
		if p, ok := parseIgnoreLine(line); ok {
			p.line = i + 1
			f.patterns = append(f.patterns, p)
		}
	}
	return f
}

func parseIgnoreLine(line string) (ignorePattern, bool) {
	line = trimTrailingSpaces(line)
	p := ignorePattern{text: line, glob: line}
	if strings.HasPrefix(p.glob, "!") {
		p.negated, p.glob = true, p.glob[1:]
	}
	if strings.HasSuffix(p.glob, "/") {
		p.dirOnly, p.glob = true, p.glob[:len(p.glob)-1]
	}
	if rest, ok := strings.CutPrefix(p.glob, "**/"); ok && !strings.Contains(rest, "/") {
		p.glob = rest // at any depth, as a bare name is
	}
	p.byName = !strings.Contains(p.glob, "/")
	p.glob = strings.TrimPrefix(p.glob, "/")
	if p.glob == "" {
		return p, false
	}
	p.literal = len(p.glob)
	if i := strings.IndexAny(p.glob, `*?[\`); i >= 0 {
		p.literal = i
	}
	return p, true
}

// trimTrailingSpaces removes the spaces at the end that no backslash protects.
func trimTrailingSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			if i++; i >= len(line) {
				return line
			}
		}
		end = i + 1
	}
	return line[:end]
}

// readIgnore adds a folder's ignore file to the chain that holds above it. A missing file changes nothing; like git, a
// symbolic link is not read.
func readIgnore(sys files.System, above *ignoreChain, dir, file string) (*ignoreChain, error) {
	info, err := sys.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return above, nil
	case err != nil:
		return above, fmt.Errorf("ignore file %s: %w", filepath.Base(file), err)
	case !info.Mode().IsRegular():
		return above, nil
	}
	text, err := files.Read(sys, file)
	if err != nil {
		return above, fmt.Errorf("ignore file %s: %w", filepath.Base(file), err)
	}
	parsed := parseIgnore(filepath.Base(file), text)
	if len(parsed.patterns) == 0 {
		return above, nil
	}
	return &ignoreChain{dir: dir, file: parsed, above: above}, nil
}

// source says where a pattern stands, relative to the folder whose path is given.
func (c *ignoreChain) source(p *ignorePattern, repoDir string) string {
	name := c.file.name
	if rest, ok := strings.CutPrefix(c.dir, repoDir+"/"); ok {
		name = rest + "/" + name
	} else if c.dir != repoDir {
		name = c.dir + "/" + name
	}
	return fmt.Sprintf("%s:%d", name, p.line)
}
