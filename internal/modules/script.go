package modules

import (
	"fmt"
	"regexp"
	"strings"
)

// script resolves an import of a TypeScript or JavaScript file.
func (r *Resolver) script(from place, spec string) Result {
	switch {
	case spec == "":
		return unresolved("the module's name is empty")
	case schemePattern.MatchString(spec):
		return r.schemed(from, spec)
	case strings.ContainsAny(spec, "?!\\\x00\n"):
		return unresolved(fmt.Sprintf("%q is not a module's plain name: a bundler loads it in its own way", spec))
	case isRelative(spec):
		return r.relative(from, spec)
	}
	answer, matched := r.mapped(from, spec)
	switch {
	case matched && answer.Reason == "":
		return answer
	case strings.HasPrefix(spec, "/"):
		return unresolved("an absolute path: which folder a server or bundler takes for the root is not known")
	case strings.HasPrefix(spec, "#"):
		return r.private(from, spec, answer.Reason)
	}
	return r.bare(from, spec, answer.Reason)
}

func isRelative(spec string) bool {
	return spec == "." || spec == ".." || strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../")
}

// relative resolves a path from the importing folder.
func (r *Resolver) relative(from place, spec string) Result {
	at, ok := r.join(from, spec)
	if !ok {
		return unresolved(spec + " leads outside the workspace")
	}
	p := probe{r: r}
	if strings.HasSuffix(spec, "/") || spec == "." || spec == ".." || strings.HasSuffix(spec, "/.") || strings.HasSuffix(spec, "/..") {
		p.folder(at)
	} else {
		p.module(at)
	}
	return p.result(noFile(at))
}

func noFile(at place) string {
	return fmt.Sprintf("there is no script at %s, nor with an ending of TypeScript or JavaScript, nor an index file in it", at)
}

// schemePattern tells URLs and the runtimes' own modules, but not a drive's letter.
var schemePattern = regexp.MustCompile(`^[a-z][a-z0-9+.-]+:`)

// schemed resolves what a runtime or bundler finds by a scheme: node:fs, npm:axios@1, https://esm.sh/axios.
func (r *Resolver) schemed(from place, spec string) Result {
	scheme, rest, _ := strings.Cut(spec, ":")
	switch scheme {
	case "node":
		pkg, _, _ := strings.Cut(rest, "/")
		return external(rest, pkg)
	case "npm", "jsr":
		if name := withoutVersion(strings.TrimPrefix(rest, "/")); name != "" {
			return r.bare(from, name, "")
		}
	}
	return external(spec, spec)
}

// withoutVersion takes the version out of a name such as @acme/client@^1.2/sub.
func withoutVersion(name string) string {
	at := strings.Index(name[min(1, len(name)):], "@") + 1
	if at == 0 {
		return name
	}
	_, sub, found := strings.Cut(name[at:], "/")
	if !found {
		return name[:at]
	}
	return name[:at] + "/" + sub
}

// namePattern is what npm allows as a package's name. What does not match is an alias: @/lib, ~/lib, $lib.
var namePattern = regexp.MustCompile(`^(@[A-Za-z0-9][\w.~-]*/)?[A-Za-z0-9][\w.~-]*$`)

// splitName splits a module's name into the package's and the path below it.
func splitName(spec string) (name, sub string, ok bool) {
	parts := strings.SplitN(spec, "/", 3)
	n := 1
	if strings.HasPrefix(spec, "@") {
		n = 2
	}
	if len(parts) < n {
		return spec, "", false
	}
	name = strings.Join(parts[:n], "/")
	sub = strings.Trim(strings.Join(parts[n:], "/"), "/")
	return name, sub, namePattern.MatchString(name)
}
