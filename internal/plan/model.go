package plan

import "github.com/bytelyst/connaudit/internal/plan/script"

// Plan is the whole document; its JSON is that of `--format json`.
type Plan struct {
	Version        int        `json:"version"`
	Tool           string     `json:"tool"`
	Container      string     `json:"container"`
	Status         string     `json:"status"`
	Priority       string     `json:"priority"`
	Risk           string     `json:"risk"`
	RiskReason     string     `json:"risk_reason"`
	Summary        string     `json:"summary"`
	Target         string     `json:"target"`
	TargetReason   string     `json:"target_reason"`
	Database       string     `json:"database"`
	Keys           []string   `json:"keys"`
	State          []Row      `json:"state"`
	Defects        []Defect   `json:"defects"`
	Documents      []Document `json:"documents"`
	Differences    []Aspect   `json:"differences"`
	Causes         []Cause    `json:"causes"`
	Options        []Option   `json:"options"`
	Recommended    string     `json:"recommended"`
	RecommendedWhy string     `json:"recommended_why"`
	Parameters     []Argument `json:"parameters"`
	Phases         []Phase    `json:"phases"`
	Moves          []Move     `json:"moves"`
	Copying        []Way      `json:"copying"`
	Verify         []Verify   `json:"verify"`
	Checklist      []string   `json:"checklist"`
	Changed        []File     `json:"files_to_change"`
	Unchanged      []File     `json:"files_without_change"`
	Notes          []string   `json:"notes"`
}

// Spot is a place in a repository.
type Spot struct {
	Repo string `json:"repo"`
	Path string `json:"path"`
	Line int    `json:"line"`
}

// Row is what one file says of the container.
type Row struct {
	Repo     string   `json:"repo"`
	Package  string   `json:"package"`
	Path     string   `json:"path"`
	Declared []Said   `json:"declared"`
	Used     []Said   `json:"used"`
	Instead  string   `json:"instead"` // why nothing is used here
	Calls    []Call   `json:"calls"`   // requests that name the container in their path
	Other    []Number `json:"other"`
}

// Call is a request.
type Call struct {
	Spot
	To string `json:"to"` // the variables that say where it goes; empty if that is not known
}

// Said is a key and the lines that say it.
type Said struct {
	Key   string `json:"key"`
	Lines []int  `json:"lines"`
}

// Number counts statements of a role.
type Number struct {
	Role  string `json:"role"`
	Lines []int  `json:"lines"`
}

// Defect is a finding about the container with the code it is about.
type Defect struct {
	Rule     string    `json:"rule"`
	Message  string    `json:"message"`
	At       Spot      `json:"at"`
	Excerpts []Excerpt `json:"excerpts"`
	Again    []Spot    `json:"again"`
}

// Excerpt is a piece of a file.
type Excerpt struct {
	Spot
	Code string `json:"code"`
}

// Document is a type of documents in the container.
type Document struct {
	Name     string  `json:"name"`
	Kind     string  `json:"kind"` // interface, type, class
	At       Spot    `json:"at"`
	Language string  `json:"language"`
	Fields   []Field `json:"fields"`
	Lacks    bool    `json:"lacks_target"` // no field of the target key
	Used     []Spot  `json:"used"`
	pkg      string
	decl     *typeDecl
	made     []literal // code that makes one
}

// Field is a member of a document.
type Field struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Optional bool     `json:"optional"`
	Literals []string `json:"literals"` // what a union of literals allows, without null
	Default  string   `json:"default"`
	Written  []string `json:"written"` // expressions that writers give it, as far as they tell something
	values   []any    // what Literals has, with its types, and nil for null: all that the type allows; none where it allows others
}

// Aspect is something in which documents differ, with one cell for each of Documents.
type Aspect struct {
	Name  string   `json:"name"`
	Cells []string `json:"cells"`
}

// Cause is something that explains how it came to this.
type Cause struct {
	Text     string    `json:"text"`
	Evidence []Spot    `json:"evidence"`
	Commits  []Origin  `json:"commits"`
	Excerpts []Excerpt `json:"excerpts"`
}

// Origin is the commit that brought a line.
type Origin struct {
	Spot
	Commit  string `json:"commit"`
	Date    string `json:"date"`
	Subject string `json:"subject"`
	at      int64  // seconds since 1970
}

// Option is one way to one key.
type Option struct {
	ID       string    `json:"id"` // A, B, C
	Title    string    `json:"title"`
	About    string    `json:"about"`
	Actions  []Action  `json:"actions"`
	Pros     []string  `json:"pros"`
	Cons     []string  `json:"cons"`
	Risk     string    `json:"risk"`
	Edited   []File    `json:"edited"` // the files of the patches, with what they do there
	Patches  []Patch   `json:"patches"`
	ByHand   []Hand    `json:"by_hand"`
	Comments []Comment `json:"comments"`
}

// Action is a step of an option.
type Action struct {
	What  string `json:"what"`
	Scope string `json:"scope"`
	Risk  string `json:"risk"`
}

// Patch is a unified diff, for `git apply` in the repository.
type Patch struct {
	Repo string `json:"repo"`
	Diff string `json:"diff"`
}

// Hand is a change that is for people to make.
type Hand struct {
	At   Spot   `json:"at"`
	What string `json:"what"`
}

// Comment is one that names the container near code that changes.
type Comment struct {
	At      Spot   `json:"at"`
	Text    string `json:"text"`
	Removed bool   `json:"removed"` // the patch takes it out
}

// Argument is a parameter of the commands.
type Argument struct {
	Name  string `json:"name"`
	Value string `json:"value"` // empty: to be given
	About string `json:"about"`
}

// Phase is a part of the work, with what to do if it fails.
type Phase struct {
	Title    string   `json:"title"`
	Goal     string   `json:"goal"`
	Steps    []Step   `json:"steps"`
	Rollback []string `json:"rollback"`
}

// Step is one thing to do.
type Step struct {
	If       string  `json:"if"`
	Text     string  `json:"text"`
	Commands string  `json:"commands"`
	Patches  []Patch `json:"patches"`
}

// Move says which documents go where, for whoever copies them.
type Move struct {
	Source     string   `json:"source"`
	Target     string   `json:"target"`
	SourceKeys []string `json:"source_keys"` // what is declared for the source; Azure knows which it has
	TargetKey  string   `json:"target_key"`
	Types      []string `json:"types"`     // names of documents that move
	Others     []string `json:"others"`    // of those that stay
	Condition  string   `json:"condition"` // in Cosmos SQL over c; empty: all, unless undecided
	Undecided  string   `json:"undecided"` // why types do not tell which documents move; empty: they do
	Fill       []Fill   `json:"fill"`      // fields that documents of a type have to be given
	script     script.Options
}

// Fill is a field that gets the value of another.
type Fill struct {
	Type string `json:"type"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Way is one of Azure's own ways to move documents.
type Way struct {
	Name   string   `json:"name"`
	How    string   `json:"how"`
	Limits []string `json:"limits"`
}

// Verify are the commands that check one package.
type Verify struct {
	Repo     string   `json:"repo"`
	Package  string   `json:"package"`
	Manager  string   `json:"manager"`
	Why      string   `json:"why"`
	Commands []string `json:"commands"`
}

// File is a file with what happens to it, or why nothing does.
type File struct {
	Repo string `json:"repo"`
	Path string `json:"path"`
	Text string `json:"text"`
}
