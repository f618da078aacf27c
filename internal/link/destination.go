package link

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/value"
)

// What destination says.
const (
	ours       = "ours"
	thirdParty = "third-party"
	sameOrigin = "same-origin"
)

// destination tells the team's own services from others by the address u. from is a file near which example values of
// environment variables are looked up.
func (l *Linker) destination(u *value.Value, own []string, from *value.File) *value.Value {
	switch u.Kind {
	case value.Branch:
		return l.destinations(u, own, from)
	case value.String:
		return l.byText(u, u.Str, own, from)
	case value.Unknown:
		if u.Prefix != "" {
			return l.byPrefix(u, own, from)
		}
		if len(u.Env) > 0 && (u.Origin == value.Env || u.Origin == value.EnvDefault) {
			return l.byVariable(u, own, from)
		}
		if u.Origin == value.Config {
			return value.NewString(ours)
		}
		return value.NewUnknown("the address is not known: " + reason(u, "no value"))
	case value.Null:
		return value.NewUnknown("the address is not seen")
	}
	return value.NewUnknown("the address is " + u.Kind.String())
}

// destinations decides where all branches lead to the same. A base that may be empty (`process.env.API ?? ”`) leads where it
// leads when it is set.
func (l *Linker) destinations(u *value.Value, own []string, from *value.File) *value.Value {
	var out *value.Value
	for _, a := range u.Alts {
		if a.Kind == value.Null {
			continue
		}
		d := l.destination(a, own, from)
		if d.Kind == value.Unknown {
			return d
		}
		switch {
		case out == nil, out.Str == sameOrigin && d.Str == ours:
			out = d
		case out.Str != d.Str && !(out.Str == ours && d.Str == sameOrigin):
			return value.NewUnknown("the address differs by branch")
		}
	}
	if out == nil {
		return value.NewUnknown("the address is not seen")
	}
	return out
}

func (l *Linker) byText(u *value.Value, text string, own []string, from *value.File) *value.Value {
	host, absolute := hostOf(text)
	if !absolute && (text == "" && len(u.Env) > 0 || l.namesAddress(u)) {
		return l.byVariable(u, own, from) // its default is empty
	}
	switch {
	case local(text):
		return value.NewUnknown("the address names no server")
	case l.thirdPartyVariable(u):
		return value.NewString(thirdParty)
	case !absolute:
		return value.NewString(sameOrigin)
	case host == "":
		return value.NewUnknown("the address has no host")
	}
	return value.NewString(kindOfHost(host, own))
}

// local reports an address whose content is in the program or on its machine: nothing is sent for it.
func local(text string) bool {
	scheme, _, _ := strings.Cut(strings.ToLower(text), ":")
	switch scheme {
	case "data", "blob", "file", "about", "javascript":
		return true
	}
	return false
}

// byPrefix decides by the known start of an address, if the host ends in it.
func (l *Linker) byPrefix(u *value.Value, own []string, from *value.File) *value.Value {
	i := strings.Index(u.Prefix, "://")
	if i < 0 {
		if strings.HasPrefix(u.Prefix, "/") && !strings.HasPrefix(u.Prefix, "//") {
			return value.NewString(sameOrigin)
		}
		return value.NewUnknown("the address is known only as far as " + u.Prefix)
	}
	rest := u.Prefix[i+3:]
	if rest == "" && len(u.Env) > 0 {
		return l.byVariable(u, own, from) // the host itself is read from it
	}
	ended := strings.ContainsAny(rest, "/:?#") || len(u.Env) > 0 || u.Origin == value.Parameter || u.Origin == value.Computed
	if rest == "" || !ended || strings.HasSuffix(rest, ".") || strings.HasSuffix(rest, "-") {
		return value.NewUnknown("the host of the address is not known: " + reason(u, "no value"))
	}
	return l.byText(u, u.Prefix, own, from)
}

// byVariable decides by the variable of the environment an address is read from: by its example value, else by its name.
func (l *Linker) byVariable(u *value.Value, own []string, from *value.File) *value.Value {
	if l.thirdPartyVariable(u) {
		return value.NewString(thirdParty)
	}
	for _, name := range u.Env {
		if text, ok := l.example(name, from); ok && text != "" {
			if host, absolute := hostOf(text); absolute && host != "" {
				return value.NewString(kindOfHost(host, own))
			}
		}
	}
	return value.NewString(ours)
}

func (l *Linker) thirdPartyVariable(u *value.Value) bool {
	for _, name := range u.Env {
		if l.Listed(name, "third-party-env") {
			return true
		}
	}
	return false
}

// namesAddress reports whether the address is read from a variable whose name says that it holds one.
func (l *Linker) namesAddress(u *value.Value) bool {
	return slices.ContainsFunc(u.Env, func(name string) bool { return l.Listed(name, "address-env") })
}

// hostOf returns the host of an address; absolute is false for one relative to the page or server.
func hostOf(text string) (host string, absolute bool) {
	if strings.HasPrefix(text, "//") {
		text = "http:" + text
	}
	i := strings.Index(text, "://")
	if i < 0 {
		return "", false
	}
	rest := text[i+3:]
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	if u, err := url.Parse("http://" + rest); err == nil {
		return strings.ToLower(u.Hostname()), true
	}
	if colon := strings.LastIndexByte(rest, ':'); colon >= 0 {
		rest = rest[:colon]
	}
	return strings.ToLower(rest), true
}

// kindOfHost tells a host of the team's own: this machine, private addresses, names without a dot, and those of own.
func kindOfHost(host string, own []string) string {
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.IsLoopback() || addr.IsPrivate() || addr.IsUnspecified() || addr.IsLinkLocalUnicast() {
			return ours
		}
		return thirdParty
	}
	if !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") || host == "host.docker.internal" {
		return ours
	}
	for _, g := range own {
		if ok, err := doublestar.Match(g, host); err == nil && ok {
			return ours
		}
	}
	return thirdParty
}
