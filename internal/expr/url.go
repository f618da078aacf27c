package expr

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/bytelyst/connaudit/internal/value"
)

// joinURL resolves ref against base. The result keeps where base comes from (environment, configuration): that is how
// its host is judged. A ref that is absolute does not ask for base.
func joinURL(f *frame, args []node) *value.Value {
	ref := f.forced(args[1])
	if absoluteURL.MatchString(ref.Str + ref.Prefix) {
		return ref
	}
	base := f.forced(args[0])
	switch {
	case base.Kind == value.Null, base.Kind == value.Unknown && strings.HasPrefix(ref.Str, "//"):
		return ref
	case ref.Kind == value.Null:
		return base
	case base.Kind == value.String && ref.Kind == value.String:
		return f.resolve(base, ref.Str)
	case base.Kind != value.String && base.Kind != value.Unknown:
		return f.fail("`join_url` takes strings, not a %s", base.Kind)
	case ref.Kind != value.String && ref.Kind != value.Unknown:
		return f.fail("`join_url` takes strings, not a %s", ref.Kind)
	}
	return joinUnknown(base, ref)
}

// absoluteURL matches what has a scheme and a host of its own.
var absoluteURL = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

func (f *frame) resolve(base *value.Value, ref string) *value.Value {
	b, err := url.Parse(base.Str)
	if err != nil {
		return f.fail("`%s` is no URL", base.Str)
	}
	r, err := url.Parse(ref)
	if err != nil {
		return f.fail("`%s` is no URL", ref)
	}
	return base.With(func(v *value.Value) { v.Str, v.Ref = b.ResolveReference(r).String(), nil })
}

// joinUnknown joins what is not known through and through. A ref that surely starts with `/` or another letter of a
// path is on base's host, and so is one of which nothing is known: who gives a client a base asks it for paths.
func joinUnknown(base, ref *value.Value) *value.Value {
	start := ref.Str + ref.Prefix
	if start != "" && !onSameHost(start) {
		return both(unknownOrNil(base), unknownOrNil(ref))
	}
	u := both(unknownOrNil(base), unknownOrNil(ref))
	u.Origin, u.Env, u.At = base.Origin, base.Env, base.At
	if origin := originOf(base); origin != "" {
		u.Prefix = origin + "/"
		if strings.HasPrefix(start, "/") {
			u.Prefix = origin + start
		}
	}
	return u
}

// onSameHost reports whether a relative reference that starts so stays on the host of its base.
func onSameHost(start string) bool {
	if strings.HasPrefix(start, "/") {
		return len(start) > 1 && start[1] != '/' && start[1] != '\\'
	}
	i := strings.IndexAny(start, ":/?#")
	return i >= 0 && start[i] != ':'
}

func unknownOrNil(v *value.Value) *value.Value {
	if v.Kind == value.Unknown {
		return v
	}
	return nil
}

// originOf returns scheme and host of a URL, also of one of which only the start is known, if that start covers them.
func originOf(base *value.Value) string {
	text := base.Str + base.Prefix
	scheme := strings.Index(text, "://")
	if scheme < 0 {
		return ""
	}
	host := strings.IndexAny(text[scheme+3:], "/?#")
	switch {
	case host >= 0:
		return text[:scheme+3+host]
	case base.Kind == value.String:
		return text
	}
	return ""
}
