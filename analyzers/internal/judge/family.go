package judge

import "github.com/bytelyst/connaudit/internal/value"

// family is code whose facts the callers of the function around it state: the code itself is the head.
type family struct {
	head    *site
	members []*site
}

// families judges heads by what their callers state, as package check does in a workspace: where the code is at fault whoever calls it,
// it is one finding and not one for each caller.
func families(sites []*site) {
	heads := map[value.Place]*family{}
	for _, s := range sites {
		if s.fact.Head {
			heads[s.fact.At] = &family{head: s}
		}
	}
	for _, s := range sites {
		if f := heads[s.fact.Origin]; f != nil && !s.fact.Head {
			f.members = append(f.members, s)
		}
	}
	for _, f := range heads {
		f.judge()
	}
}

func (f *family) judge() {
	oks, violations := 0, 0
	for _, m := range f.members {
		switch m.verdict {
		case ok:
			oks++
		case violation:
			violations++
		}
	}
	switch {
	case f.head.verdict == ok && violations > 0, oks > 0 && violations > 0:
		f.head.covered = true
	case oks == 0 && violations > 0 && violations == len(f.members), oks == 0 && f.head.verdict == violation:
		// What it lacks nobody adds.
		f.head.verdict = violation
		for _, m := range f.members {
			m.covered = true
		}
	case oks > 0:
		f.head.covered = true
	}
}
