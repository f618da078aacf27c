package protocol

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// URI names a document as the client does.
type URI string

// URIOf returns the URI of an absolute path.
func URIOf(abs string) URI {
	path := filepath.ToSlash(abs)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	u := url.URL{Scheme: "file", Path: path}
	return URI(u.String())
}

// Canonical is the same name for all spellings of one file: clients do not escape alike. What is no file stays as it is.
func (u URI) Canonical() URI {
	if abs, ok := u.Path(); ok {
		return URIOf(abs)
	}
	return u
}

// Path returns the absolute path that a URI names; ok is false for what is no file of this machine.
func (u URI) Path() (abs string, ok bool) {
	p, err := url.Parse(string(u))
	if err != nil || p.Scheme != "file" || p.Path == "" || p.Host != "" && p.Host != "localhost" || strings.ContainsRune(p.Path, 0) {
		return "", false
	}
	path := p.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	path = filepath.Clean(filepath.FromSlash(path))
	return path, filepath.IsAbs(path)
}
