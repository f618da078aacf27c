package link

import (
	"slices"

	"github.com/bytelyst/connaudit/internal/rule"
)

// makable reports whether objects of all types that an entry tests may be made somewhere: where no file has the words of
// what makes them, such as the name of a library class, the entry need not be matched at all. Most patterns of entries that
// test types fit much code.
func (l *Linker) makable(e *rule.Fact) bool {
	for _, t := range e.TypeTests() {
		if !l.typeMakable(t.Type) {
			return false
		}
	}
	return true
}

// typeMakable asks for one type, by the name that known entries give it or by that of the library class that they match.
func (l *Linker) typeMakable(typ string) bool {
	l.mu.Lock()
	known, ok := l.makables[typ]
	l.mu.Unlock()
	if ok {
		return known
	}
	may, named := false, false
	for _, k := range l.rules.Known {
		if k.Changes == "" && (contains(k.Types, typ) || contains(k.Callees, typ)) {
			named = true
			may = may || l.hasWordsOf(k)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.makables[typ] = may || !named
	return l.makables[typ]
}

// hasWordsOf reports whether some file has the words without which a known entry cannot match, and imports something of the
// libraries that it is about.
func (l *Linker) hasWordsOf(k *rule.Known) bool {
	for language, formula := range k.Formulas {
		words, libraries := clausesOf(&k.Entry, language), k.From
		if language == rule.Python {
			libraries = librariesOf(formula)
		}
		for _, f := range l.prog.Files() {
			imports := len(libraries) == 0 || contains(libraries, rule.Global) || slices.ContainsFunc(libraries, f.Names)
			if imports && contains(languagesOf(f), language) && f.Hit(words) {
				return true
			}
		}
	}
	return false
}
