package main

import (
	"fmt"
	"os"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/source"
)

// cache returns the store of results, nil where there is none to be. A folder that the user names has to be usable; without one in the
// user's cache directory a run only takes longer.
func (f *checkFlags) cache() (*cache.Store, error) {
	build := thisBuild()
	switch {
	case f.noCache || build == "":
		return nil, nil
	case f.cacheDir == "":
		return usersCache(build), nil
	}
	store, err := cache.Open(f.cacheDir, build)
	if err != nil {
		return nil, fmt.Errorf("--cache-dir: %w; name a folder that can be written, or give --no-cache", err)
	}
	return store, nil
}

// usersCache returns the store in the user's cache directory, nil where there is none that can be used.
func usersCache(build string) *cache.Store {
	if build == "" {
		return nil
	}
	dir, err := cache.DefaultDir()
	if err != nil {
		return nil
	}
	store, err := cache.Open(dir, build)
	if err != nil {
		return nil
	}
	return store
}

// thisBuild names this very program: by its version and, since two programs may be built of one version, by its file. It is empty
// where that is not known.
func thisBuild() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(name)
	if err != nil {
		return ""
	}
	stamp := source.StampOf(info)
	return fmt.Sprintf("%s%s %d %d %d", version(), name, stamp.Size, stamp.Modified, stamp.Inode)
}
