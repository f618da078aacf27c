package diag

// Check is what a report says of a check or rule besides its findings. A result has their texts; what is counted and shown
// in tables it has if that was asked for.
type Check struct {
	ID, Category   string
	Why, Bad, Good string   // Why is prose; Bad and Good are code that breaks and that keeps to the rule; all may be empty
	Params         []string // names of what the configuration may set, in their order
	Severity       Severity
	Priority       Priority
	Unit, Units    string // what a summary counts, as a noun and its plural
	Title          string // of its table
	Columns        []string
	Rows           []Row        // of its table, in the order of places
	Matrix         []MatrixCell // in the order of places
}

// Row is a row of the table of a check.
type Row struct {
	Group string // rows of one group are a table with this heading
	Location
	Verdict     Verdict
	Cells       []string // one for each of the check's columns
	Fingerprint string   // of the finding that the row belongs to
}

// MatrixCell is a judged site in the matrix of a check.
type MatrixCell struct {
	Row, Column, Text string
	Verdict           Verdict
	Location
}

// View is a row of the summary that counts findings of several rules.
type View struct {
	Name string
	Unit string // finding, file or repository
	// A finding is in the view if it matches one entry of each list that is not empty.
	Rules, Categories, Repos []string // names
	Paths                    []string // doublestar globs, matched with the path in the repository and with the repository in front
}
