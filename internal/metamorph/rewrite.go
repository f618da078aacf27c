package metamorph

import "sort"

// Rewrite changes how a workspace is written and not what it does.
type Rewrite func(*Workspace) error

// All applies rewritings in turn.
func All(rs ...Rewrite) Rewrite {
	return func(w *Workspace) error {
		for _, r := range rs {
			if err := r(w); err != nil {
				return err
			}
			if err := w.Check(); err != nil {
				return err
			}
		}
		return nil
	}
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
