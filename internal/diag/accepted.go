package diag

// Suppression is a comment, or an entry of the configuration, by which somebody accepts findings.
type Suppression struct {
	Location          // of the comment or the entry
	Rules    []string // ids; empty: every rule
	Glob     string   // of an entry of the configuration: the files that it is about; empty: every file
	Config   bool     // it stands in the configuration
	Reason   string
	Until    string // last day it holds, YYYY-MM-DD; empty: for good
	Expired  bool   // that day is over: it suppresses nothing any more
	Findings int    // how many it suppresses; root causes are not counted
}

// Baseline says how a result compares with the findings that were accepted before.
type Baseline struct {
	File string // as the user can open it from the working directory
	// Gone are its entries of which nothing is found any more, in their order.
	Gone []Gone
}

// Gone is an entry of a baseline.
type Gone struct {
	Fingerprint, RuleID string
	Repo, Path          string
	Message             string
}
