package diag

// FactTable is facts of one kind, joined as a rule file says.
type FactTable struct {
	Kind, Title string
	Definition  []string // roles of the facts that define what a row is about
	Heads       []string // titles of the first columns, which make a row
	Columns     []string // titles of the other columns
	Rows        []FactRow
	Left        int // facts of the kind that no row shows
}

// FactRow is one row.
type FactRow struct {
	Heads []string
	Cells [][]FactEntry // one for each of the table's columns
	At    []Location    // of the facts that make the row
}

// FactEntry is a text and the places that say so. The text may be empty, and there may be no place.
type FactEntry struct {
	Text string
	At   []Location
}
