package metamorph

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
