package diag

// Survey is a result together with what it was judged by, for whoever makes more of a workspace than a list of findings.
type Survey struct {
	Result *Result
	Facts  *FactList
	Repos  []Repo
	Files  []SourceFile // that were read, in the order of the workspace
	Tests  []SourceFile // that were left out as tests
	// Origin returns where the text is written that a name stands for; the name is at an offset in bytes of the text of the file with the
	// absolute path. It is nowhere for a name of anything else. One call at a time.
	Origin func(abs string, offset int) Location
}

// Repo is one repository of the workspace.
type Repo struct {
	Name string // empty without one
	Dir  string // absolute folder; empty where the source is not at hand
}

// SourceFile is one file of the workspace.
type SourceFile struct {
	Repo string
	Path string // relative to the repository's root, with slashes
	Pkg  string // folder of the package, relative to the repository; empty at its root
	File string // as the user can open it from the working directory
	Abs  string // as the operating system wants it
}
