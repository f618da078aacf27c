// Package destination tells the team's own services from others by the address of a request.
//
// It reads no code and no configuration: what is known of the address is a value, and lists and example files are asked
// through Judge. Whoever judges requests uses it, so that the same address has the same answer in every language.
package destination

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bytelyst/connaudit/internal/value"
)

// What Of answers.
const (
	Ours       = "ours"
	ThirdParty = "third-party"
	SameOrigin = "same-origin"
)

// Judge is what an answer depends on besides the address. It may be used from many goroutines if its functions may.
type Judge struct {
	Own     []string                                     // globs of further hosts that are the team's own
	Listed  func(name, list string) bool                 // whether a `known` list of names has one
	Example func(variable string) (text string, ok bool) // the example value of a variable of the environment, where there is one
}

// Of answers Ours, ThirdParty, SameOrigin, or an unknown with its reason.
func (j Judge) Of(u *value.Value) *value.Value {
	switch u.Kind {
	case value.Branch:
		return j.destinations(u)
	case value.String:
		return j.byText(u, u.Str)
	case value.Unknown:
		if u.Prefix != "" {
			return j.byPrefix(u)
		}
		if len(u.Env) > 0 && (u.Origin == value.Env || u.Origin == value.EnvDefault) {
			return j.byVariable(u)
		}
		if u.Origin == value.Config {
			return value.NewString(Ours)
		}
		return value.NewUnknown("the address is not known: " + reason(u, "no value"))
	case value.Null:
		return value.NewUnknown("the address is not seen")
	}
	return value.NewUnknown("the address is " + u.What())
}

// destinations decides where all branches lead to the same. A base that may be empty (`process.env.API ?? ”`) leads where it
// leads when it is set.
func (j Judge) destinations(u *value.Value) *value.Value {
	var out *value.Value
	for _, a := range u.Alts {
		if a.Kind == value.Null {
			continue
		}
		d := j.Of(a)
		if d.Kind == value.Unknown {
			return d
		}
		switch {
		case out == nil, out.Str == SameOrigin && d.Str == Ours:
			out = d
		case out.Str != d.Str && !(out.Str == Ours && d.Str == SameOrigin):
			return value.NewUnknown("the address differs by branch")
		}
	}
	if out == nil {
		return value.NewUnknown("the address is not seen")
	}
	return out
}

func (j Judge) byText(u *value.Value, text string) *value.Value {
	host, absolute := hostOf(text)
	if !absolute && (text == "" && len(u.Env) > 0 || j.namesAddress(u)) {
		return j.byVariable(u) // its default is empty
	}
	switch {
	case local(text):
		return value.NewUnknown("the address names no server")
	case j.thirdPartyVariable(u):
		return value.NewString(ThirdParty)
	case !absolute:
		return value.NewString(SameOrigin)
	case host == "":
		return value.NewUnknown("the address has no host")
	}
	return value.NewString(j.kindOfHost(host))
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
func (j Judge) byPrefix(u *value.Value) *value.Value {
	i := strings.Index(u.Prefix, "://")
	if i < 0 {
		if strings.HasPrefix(u.Prefix, "/") && !strings.HasPrefix(u.Prefix, "//") {
			return value.NewString(SameOrigin)
		}
		return value.NewUnknown("the address is known only as far as " + u.Prefix)
	}
	rest := u.Prefix[i+3:]
	if rest == "" && len(u.Env) > 0 {
		return j.byVariable(u) // the host itself is read from it
	}
	ended := strings.ContainsAny(rest, "/:?#") || len(u.Env) > 0 || u.Origin == value.Parameter || u.Origin == value.Computed
	if rest == "" || !ended || strings.HasSuffix(rest, ".") || strings.HasSuffix(rest, "-") {
		return value.NewUnknown("the host of the address is not known: " + reason(u, "no value"))
	}
	return j.byText(u, u.Prefix)
}

// byVariable decides by the variable of the environment an address is read from: by its example value, else by its name.
func (j Judge) byVariable(u *value.Value) *value.Value {
	if j.thirdPartyVariable(u) {
		return value.NewString(ThirdParty)
	}
	for _, name := range u.Env {
		if text, ok := j.Example(name); ok && text != "" {
			if host, absolute := hostOf(text); absolute && host != "" {
				return value.NewString(j.kindOfHost(host))
			}
		}
	}
	return value.NewString(Ours)
}

func (j Judge) thirdPartyVariable(u *value.Value) bool {
	for _, name := range u.Env {
		if j.Listed(name, "third-party-env") {
			return true
		}
	}
	return false
}

// namesAddress reports whether the address is read from a variable whose name says that it holds one.
func (j Judge) namesAddress(u *value.Value) bool {
	return slices.ContainsFunc(u.Env, func(name string) bool { return j.Listed(name, "address-env") })
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

// kindOfHost tells a host of the team's own: this machine, private addresses, names without a dot, and those of own. What the platform
// answers under such an address is none.
func (j Judge) kindOfHost(host string) string {
	if j.Listed(host, "platform-hosts") {
		return ThirdParty
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.IsLoopback() || addr.IsPrivate() || addr.IsUnspecified() || addr.IsLinkLocalUnicast() {
			return Ours
		}
		return ThirdParty
	}
	if !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") || host == "host.docker.internal" {
		return Ours
	}
	for _, g := range j.Own {
		if ok, err := doublestar.Match(g, host); err == nil && ok {
			return Ours
		}
	}
	return ThirdParty
}

// reason says why a value is not known.
func reason(v *value.Value, otherwise string) string {
	if v.Kind == value.Unknown && v.Reason != "" {
		return v.Reason
	}
	return otherwise
}
