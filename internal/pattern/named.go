package pattern

// LangNamed returns the language that rule files and files call name, 0 for one without code patterns.
func LangNamed(name string) Lang {
	for _, l := range []Lang{TypeScript, JavaScript, Python, Go} {
		if l.String() == name {
			return l
		}
	}
	return 0
}
