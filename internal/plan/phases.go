package plan

import (
	"fmt"
	"strings"
)

// phases orders the recommended option into steps.
func (m *maker) phases() {
	m.plan.Phases = append(m.plan.Phases, m.lookPhase())
	if m.plan.Recommended == "B" {
		m.plan.Phases = append(m.plan.Phases, m.unifyPhase())
	} else {
		// Sides move out first: what stays may then be copied, and the old container deleted, without them.
		for _, g := range m.groups {
			m.plan.Phases = append(m.plan.Phases, m.groupPhase(g))
		}
		m.plan.Phases = append(m.plan.Phases, m.mainPhase())
	}
	m.plan.Phases = append(m.plan.Phases, m.deployPhase(), m.cleanPhase())
	if len(m.plan.Options) > 2 {
		m.plan.Phases = append(m.plan.Phases, m.apiPhase())
	}
}

// lookPhase finds out what the code cannot say.
func (m *maker) lookPhase() Phase {
	counts := "SELECT VALUE COUNT(1) FROM c"
	for _, k := range m.plan.Keys {
		if f := fieldsOf(k); f != "id" && !strings.Contains(k, ",") && strings.Count(k, "/") == 1 {
			counts += fmt.Sprintf("\nSELECT VALUE COUNT(1) FROM c WHERE NOT IS_DEFINED(c[%s])", doubleQuoted(f))
		}
	}
	for _, g := range m.groups {
		if mv := m.moveOf(g); mv.Condition != "" {
			counts += "\nSELECT VALUE COUNT(1) FROM c WHERE " + mv.Condition
		}
	}
	return Phase{
		Title: "Find out what exists", Goal: "Code says what is meant; which key the container has is known to Azure alone.",
		Steps: []Step{
			{Text: "Ask for the key that the container has. The command fails with NotFound where there is no such container.", Commands: m.setUp() + showContainer(m.o.Container)},
			{If: "the container exists", Text: "Write down its settings: a new container is made with them.", Commands: settingsOf(m.o.Container)},
			{If: "the container exists", Text: "Count documents, in Data Explorer or with an SDK: all, those without a key's field, those of each side. Count again after each copy.", Commands: counts},
			{If: "the container exists", Text: "Export all documents to a file, and keep it until the last phase is done: the script does so with `--export FILE --where ''`."},
		},
		Rollback: []string{"Nothing is changed in this phase."},
	}
}

// mainPhase gives the container its key.
func (m *maker) mainPhase() Phase {
	name := m.fresh()
	p := Phase{Title: fmt.Sprintf("Give `%s` the key `%s`", m.o.Container, m.target), Goal: "Declaration, container and point reads say the same."}
	edits := Step{Text: "Change the code that stays with the container.", Patches: m.patchesOf(func(repo string) bool { return !m.onlyGroup(repo) })}
	if len(edits.Patches) == 0 {
		edits.Text = "No code that stays with the container has to change."
	}
	p.Steps = []Step{
		edits,
		{If: "the container does not exist", Text: "Nothing to move: whoever creates it from the changed declaration creates it right. " + m.creators() + " Or create it now.", Commands: createContainer(m.o.Container, m.target)},
		{If: "the container exists with " + tick(m.target), Text: "Nothing to move: the changed declarations say what is so already."},
		{If: "the container exists with another key", Text: fmt.Sprintf("A container's key cannot be changed: make `%s`, stop writers, copy, and compare the counts. Set TTL, unique keys and indexing as written down before.%s", name, m.otherDocuments()),
			Commands: createContainer(name, m.target) + "\n" + copyContainer(m.o.Container, name)},
		{If: "the container exists with another key", Text: fmt.Sprintf("There is no renaming. Either let the code name `%s` from now on, or make `%s` anew: delete it only when the phases before are done, the copy was compared and the export is at hand, create it, copy back.", name, m.o.Container),
			Commands: deleteContainer(m.o.Container) + "\n" + createContainer(m.o.Container, m.target) + "\n" + copyContainer(name, m.o.Container)},
	}
	p.Rollback = []string{
		"Code: revert the commits of this phase.",
		fmt.Sprintf("Data: documents are copied, not moved. `%s` stays as a backup until the last phase; if the new `%s` makes trouble, let the code name `%s`.", name, m.o.Container, name),
		"After a deletion: create the container with the old key and import the export.",
	}
	return p
}

// otherDocuments warns of what a copy of everything takes along.
func (m *maker) otherDocuments() string {
	if len(m.groups) == 0 {
		return ""
	}
	return fmt.Sprintf(" A copy job takes the documents of the sides that moved out along; those without `%s` land in the partition of documents that have none. A script leaves them out by the conditions above.", fieldsOf(m.target))
}

// onlyGroup reports whether all of a repository's packages go to containers of their own.
func (m *maker) onlyGroup(repo string) bool {
	for _, u := range m.users {
		if u.repo == repo && m.groupFor(repo, u.pkg) == nil {
			return false
		}
	}
	return true
}

// creators names the declarations that stay.
func (m *maker) creators() string {
	var out []string
	for _, d := range m.declarations() {
		if m.groupFor(d.Repo, d.pkg) == nil {
			out = appendNew(out, under(d.Repo, d.Path))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return fmt.Sprintf("It is declared in %s.", ticks(out))
}

func (m *maker) patchesOf(wanted func(repo string) bool) []Patch {
	out := []Patch{}
	for _, p := range m.chosen().Patches {
		if wanted(p.Repo) {
			out = append(out, p)
		}
	}
	return out
}

// groupPhase gives a side its container.
func (m *maker) groupPhase(g *group) Phase {
	mv := m.moveOf(g)
	how := fmt.Sprintf("Copy the documents of this side, and only those, with the script that the command of this plan writes with `--script --move %s` added", quote(g.container))
	switch {
	case mv.Undecided != "":
		how += fmt.Sprintf(". Which they are somebody has to say (%s): its `--where` takes the condition.", mv.Undecided)
	case mv.Condition != "":
		how += "; this condition picks them, by what the types fix."
	default:
		how = strings.Replace(how, ", and only those,", "", 1) + "; no others are in the container."
	}
	p := Phase{Title: fmt.Sprintf("Give `%s` the container `%s`", g.repo, g.container), Goal: "Each side has its types, its key and its container."}
	p.Steps = []Step{
		{Text: fmt.Sprintf("Create `%s` with `%s`.", g.container, g.key), Commands: m.setUp() + createContainer(g.container, g.key)},
		{If: fmt.Sprintf("`%s` exists and has documents of `%s`", m.o.Container, g.repo), Text: how, Commands: query(mv.Condition)},
		{Text: "Change the code of this side.", Patches: m.patchesOf(func(repo string) bool { return repo == g.repo && m.onlyGroup(repo) })},
		{If: "documents were copied", Text: "Deploy it, then copy once more what was written to the old container meanwhile."},
	}
	p.Rollback = []string{fmt.Sprintf("Revert the commits of this phase: `%s` works with `%s` again. Its documents are still there, as they were copied; those written since lie in `%s` and have to be copied back.", g.repo, m.o.Container, g.container)}
	return p
}

func query(condition string) string {
	if condition == "" {
		return ""
	}
	return "SELECT * FROM c WHERE " + condition
}

// unifyPhase moves everything into one new container.
func (m *maker) unifyPhase() Phase {
	name := m.fresh()
	return Phase{
		Title: fmt.Sprintf("Move all to `%s`", name), Goal: "One container with one key for all.",
		Steps: []Step{
			{Text: "Create the new container, with the settings written down before.", Commands: m.setUp() + createContainer(name, m.target)},
			{If: "the old container does not exist", Text: "Nothing to move."},
			{If: "the old container exists", Text: "Stop writers, copy, and compare the counts. Documents that lack the key need a script that gives it to them.", Commands: copyContainer(m.o.Container, name)},
			{Text: "Change all repositories, and deploy them together.", Patches: m.patchesOf(func(string) bool { return true })},
		},
		Rollback: []string{fmt.Sprintf("Revert the commits in all repositories: `%s` is as it was. What was written since lies in `%s`.", m.o.Container, name)},
	}
}

func (m *maker) deployPhase() Phase {
	return Phase{
		Title: "Deploy and verify", Goal: "Point reads find their documents.",
		Steps: []Step{
			{Text: "Run the commands of section 7 in every repository."},
			{Text: "In staging, read a document that exists by its id and key, through each code path of section 1; null where a document exists is the defect."},
			{Text: "Deploy code after the data is in place, then watch reads that find nothing."},
			{Text: "Run `connaudit plan partition-key " + quote(m.o.Container) + "` again: it says that there is nothing to plan."},
		},
		Rollback: []string{"Deploy the version before; the containers of the phases before stay and do no harm."},
	}
}

func (m *maker) cleanPhase() Phase {
	p := Phase{Title: "Clean up, a week later", Goal: "Nothing is there twice."}
	for _, g := range m.groups {
		if m.plan.Recommended != "B" {
			p.Steps = append(p.Steps, Step{If: "the counts agreed and no error came up", Text: fmt.Sprintf("Delete the documents of `%s` from `%s`, by id and the key that this container has.", g.repo, m.o.Container), Commands: query(m.moveOf(g).Condition)})
		}
	}
	old := m.fresh()
	if m.plan.Recommended == "B" {
		old = m.o.Container
	}
	p.Steps = append(p.Steps, Step{If: fmt.Sprintf("`%s` exists and nobody reads it", old), Text: "Delete it. This cannot be undone.", Commands: m.setUp() + deleteContainer(old)})
	p.Rollback = []string{"None but the export: this is why it comes last."}
	return p
}

func (m *maker) apiPhase() Phase {
	c := m.plan.Options[2]
	p := Phase{Title: "Later: " + lowerFirst(c.Title), Goal: "One place opens the container."}
	for _, a := range c.Actions {
		p.Steps = append(p.Steps, Step{Text: fmt.Sprintf("%s (%s).", a.What, a.Scope)})
	}
	for _, g := range m.groups {
		p.Steps = append(p.Steps, Step{Text: fmt.Sprintf("Leave `%s` alone when all its documents come through the API, and delete it later.", g.container)})
	}
	p.Rollback = []string{"Revert the clients of the API: direct access works as long as its container is kept."}
	return p
}
