package expr

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bytelyst/connaudit/internal/value"
)

// separators are the characters between the words of a name.
const separators = " _-./:"

// words splits a name at case changes and separators, in lower case. With acronyms, APIKey is api and key; without, it
// is one word. Nobody writes names so that one way would do.
func words(name string, acronyms bool) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
		}
		word = word[:0]
	}
	runes := []rune(name)
	for i, r := range runes {
		if strings.ContainsRune(separators, r) {
			flush()
			continue
		}
		if i > 0 && unicode.IsUpper(r) {
			before := runes[i-1]
			lowerNext := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if unicode.IsLower(before) || unicode.IsDigit(before) || acronyms && unicode.IsUpper(before) && lowerNext {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return out
}

// SameName reports whether two names are equal as words: productId, product_id, X-Product-Id's product-id.
func SameName(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	if !sameLetters(a, b) {
		return false // whichever way they are split
	}
	for _, x := range []bool{false, true} {
		for _, y := range []bool{false, true} {
			w := words(a, x)
			if len(w) > 0 && slices.Equal(w, words(b, y)) {
				return true
			}
		}
	}
	return false
}

// sameLetters reports whether two names are equal but for case and separators, or have letters outside ASCII.
func sameLetters(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, separators), strings.TrimLeft(b, separators)
		switch {
		case a == "" || b == "":
			return a == b
		case a[0] >= unicode.MaxASCII || b[0] >= unicode.MaxASCII:
			return true
		case lower(a[0]) != lower(b[0]):
			return false
		}
		a, b = a[1:], b[1:]
	}
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}

// sameName compares two forced values; what is no string is no name.
func sameName(a, b *value.Value) *value.Value {
	switch {
	case a.Kind == value.Unknown && b.Kind == value.Unknown:
		return both(a, b)
	case a.Kind == value.Unknown && excludes(a.Prefix, b), b.Kind == value.Unknown && excludes(b.Prefix, a):
		return no
	case a.Kind == value.Unknown:
		return bare(a)
	case b.Kind == value.Unknown:
		return bare(b)
	}
	return value.Truth(a.Kind == value.String && b.Kind == value.String && SameName(a.Str, b.Str))
}

// excludes reports whether a name that starts as prefix does, such as a field below `meta.`, is surely not v. Only a
// prefix that ends at a separator says which words the name begins with.
func excludes(prefix string, v *value.Value) bool {
	if v.Kind != value.String || prefix == "" || !strings.ContainsAny(prefix[len(prefix)-1:], separators) {
		return false
	}
	for _, x := range []bool{false, true} {
		for _, y := range []bool{false, true} {
			start, w := words(prefix, x), words(v.Str, y)
			if len(w) >= len(start) && slices.Equal(w[:len(start)], start) {
				return false
			}
		}
	}
	return true
}

// namesOf returns the names of an argument, and why there may be more; bad is an unknown that stands for all of them.
func (f *frame) namesOf(n node) (names []*value.Value, open string, bad *value.Value) {
	v := f.forced(n)
	if v.Kind == value.Unknown {
		return nil, "", bare(v)
	}
	for _, e := range elements(v) {
		name := f.force(e)
		if lib := name.Outside(); lib != "" {
			name = unread(lib)
		}
		names = append(names, name)
	}
	return names, v.Open, nil
}

func sameNames(f *frame, args []node) *value.Value {
	a, openA, bad := f.namesOf(args[0])
	b, openB, bad2 := f.namesOf(args[1])
	if bad != nil || bad2 != nil {
		return both(bad, bad2)
	}
	return f.pairwise(a, b, openA, openB, sameName)
}

// pairwise compares names element by element. Lists of another length are different, and so are no names at all.
func (f *frame) pairwise(a, b []*value.Value, openA, openB string, same func(a, b *value.Value) *value.Value) *value.Value {
	switch {
	case openA == "" && (len(b) > len(a) || len(a) == 0), openB == "" && (len(a) > len(b) || len(b) == 0):
		return no
	case openA+openB != "":
		if openA == "" {
			openA = openB
		}
		return value.NewUnknown(openA)
	}
	var unknown *value.Value
	for i := range a {
		f.charge(1 + (len(a[i].Str)+len(b[i].Str))/16)
		v := same(a[i], b[i])
		if isFalse(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	return orTrue(unknown)
}

func nameIn(f *frame, args []node) *value.Value {
	a, openA, bad := f.namesOf(args[0])
	names, open, bad2 := f.namesOf(args[1])
	if bad2 == nil && open == "" && len(names) == 0 {
		return no
	}
	if bad != nil || bad2 != nil {
		return both(bad, bad2)
	}
	if len(a) == 0 && openA == "" {
		return no
	}
	var unknown *value.Value
	if openA != "" {
		unknown = value.NewUnknown(openA)
	}
	for _, name := range a {
		v := f.oneOf(name, names, open)
		if isFalse(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	return orTrue(unknown)
}

// oneOf says whether name is one of names, of which there may be more.
func (f *frame) oneOf(name *value.Value, names []*value.Value, open string) *value.Value {
	var unknown *value.Value
	for _, n := range names {
		f.charge(1 + (len(n.Str)+len(name.Str))/16)
		v := sameName(name, n)
		if isTrue(v) {
			return v
		}
		if v.Kind == value.Unknown {
			unknown = both(unknown, v)
		}
	}
	if open != "" {
		unknown = both(unknown, value.NewUnknown(open))
	}
	if unknown != nil {
		return unknown
	}
	return no
}

func agrees(f *frame, args []node) *value.Value {
	name, openName, bad := f.namesOf(args[0])
	path, openPath, bad2 := f.namesOf(args[1])
	if bad != nil || bad2 != nil {
		return both(bad, bad2)
	}
	return f.pairwise(name, path, openName, openPath, agreesOne)
}

// agreesOne never says false: a name that is merely different proves nothing.
func agreesOne(name, path *value.Value) *value.Value {
	v := sameName(name, path)
	if isTrue(v) || v.Kind == value.Unknown {
		return v
	}
	if name.Kind == value.String && path.Kind == value.String {
		for i := range len(name.Str) {
			if name.Str[i] == '.' && SameName(name.Str[i+1:], path.Str) {
				return yes
			}
		}
	}
	return value.NewUnknown("`" + printValue(name, "") + "` is merely another name than `" + printValue(path, "") + "`")
}
