package suppress

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Words are those of which a file with markers has one.
var Words = []string{word, "nosemgrep", "nosem"}

const (
	word    = "connaudit"
	prefix  = word + ":"
	keyword = "ignore"
)

// Marker is what a comment says.
type Marker struct {
	Rules  []string // ids as written; none: every rule, which only nosemgrep can say
	Reason string   // empty where there is none
	Until  string   // the last day it holds, YYYY-MM-DD; empty means for good
	// Malformed says what is wrong where the comment means to be a marker and is none, with what to do. It suppresses nothing then.
	Malformed string
	Semgrep   bool // it is nosemgrep, which gives no reason
}

var (
	start   = regexp.MustCompile(`^connaudit:[ \t]*ignore(-[\w-]+)?(?:$|[\s:=,])`)
	ruleID  = regexp.MustCompile(`^[\pL\pN_][\pL\pN_./-]*$`)
	until   = regexp.MustCompile(`(?:^|\s)\(?until:?\s+(\d[\w/.-]*?)\)?\.?$`)
	reason  = regexp.MustCompile(`(?:^|\s)--(?:\s|$)`)
	semgrep = regexp.MustCompile(`^nosem(?:grep)?(?:\s*:\s*(.*))?$`)
)

// Parse reads the text of a comment without the signs around it. ok is false for a comment that is no marker.
func Parse(text string) (m Marker, ok bool) {
	text = strings.TrimSpace(text)
	if given := semgrep.FindStringSubmatch(text); given != nil {
		return parseSemgrep(given[1])
	}
	found := start.FindStringSubmatch(text)
	switch {
	case found == nil:
		return Marker{}, false
	case found[1] != "":
		return Marker{Malformed: fmt.Sprintf("there is no marker connaudit:ignore%s; write `connaudit:ignore RULE -- reason` on the statement or the line before it", found[1])}, true
	case !strings.HasPrefix(text, prefix+keyword):
		return Marker{Malformed: "write `connaudit:ignore` without a space"}, true
	}
	rest := strings.TrimPrefix(text, prefix+keyword)
	ids := rest
	if at := reason.FindStringIndex(rest); at != nil {
		ids, m.Reason = rest[:at[0]], strings.TrimSpace(rest[at[1]:])
	}
	for _, part := range []*string{&m.Reason, &ids} {
		if given := until.FindStringSubmatchIndex(*part); given != nil && m.Until == "" {
			m.Until, *part = (*part)[given[2]:given[3]], strings.TrimSpace((*part)[:given[0]])
		}
	}
	m.Rules, m.Malformed = parseIDs(ids)
	if _, err := time.Parse(time.DateOnly, m.Until); m.Until != "" && err != nil && m.Malformed == "" {
		m.Malformed = fmt.Sprintf("`until %s` names no day; write it as YYYY-MM-DD", m.Until)
	}
	return m, true
}

// parseIDs splits a list of ids; malformed says why it is none.
func parseIDs(list string) (ids []string, malformed string) {
	list = strings.TrimSpace(list)
	if list == "" {
		return nil, "it names no rule; write `connaudit:ignore RULE[, RULE] -- reason`"
	}
	for id := range strings.SplitSeq(list, ",") {
		switch id = strings.TrimSpace(id); {
		case id == "*" || strings.EqualFold(id, "all"):
			return nil, "it must name each rule; `" + id + "` is none"
		case !ruleID.MatchString(id):
			return nil, fmt.Sprintf("%q is no rule id; separate ids by commas, and write -- before the reason", id)
		}
		ids = append(ids, id)
	}
	return ids, ""
}

// parseSemgrep reads what follows nosemgrep. What is no list of ids there makes it prose, as Semgrep has no way to say more.
func parseSemgrep(list string) (Marker, bool) {
	m := Marker{Semgrep: true}
	for id := range strings.SplitSeq(list, ",") {
		if id = strings.TrimSpace(id); id != "" {
			if id = strings.Fields(id)[0]; !ruleID.MatchString(id) {
				return Marker{}, false
			}
			m.Rules = append(m.Rules, id)
		}
	}
	return m, true
}

// Names reports whether the marker is about findings of a rule. Semgrep's ids may have the folders of the rule file in front.
func (m *Marker) Names(id string) bool {
	if m.Semgrep && len(m.Rules) == 0 {
		return true
	}
	for _, r := range m.Rules {
		if r == id || m.Semgrep && (strings.HasSuffix(r, "."+id) || strings.HasSuffix(id, "."+r)) {
			return true
		}
	}
	return false
}

// Expired reports whether a last day is over; days are YYYY-MM-DD.
func Expired(until, today string) bool { return until != "" && today > until }
