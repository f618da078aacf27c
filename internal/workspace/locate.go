package workspace

import "path/filepath"

// Place is where a workspace is, and which configuration says so.
type Place struct {
	Root   string // absolute folder
	Config string // absolute path of the nearest configuration; empty without one
	Git    bool   // without a configuration: a git repository is around it
}

// Locate works out which workspace the options mean, and lists no file of it. Where the configuration does not hold, the workspace is
// its folder, and the error says why: it is one that List takes apart.
func Locate(o Options) (Place, error) {
	s, err := newSearch(o)
	if err != nil {
		return Place{}, err
	}
	file, err := s.configFile()
	if err != nil {
		return Place{}, err
	}
	if file == "" {
		root := s.gitAround(s.start())
		if root != "" {
			return Place{Root: root, Git: true}, nil
		}
		return Place{Root: s.start()}, nil
	}
	p := Place{Root: filepath.Dir(file), Config: file}
	if s.config, err = loadConfig(s.Settings, file); err != nil {
		return p, err
	}
	if s.config.reposFile != "" {
		p.Root = filepath.Dir(s.config.reposFile)
	}
	return p, nil
}
