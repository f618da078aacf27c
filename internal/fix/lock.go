package fix

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Lock waits until no other process of this user makes fixes in the workspace below a folder, and keeps others waiting until unlock
// is called. The lock is a file in the user's cache directory: the workspace stays as it is.
func Lock(root string) (unlock func(), err error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "connaudit")
	resolved, err := filepath.EvalSymlinks(root)
	if err != nil {
		resolved = root
	}
	sum := sha256.Sum256([]byte(resolved))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("no lock for writing fixes: %w; set XDG_CACHE_HOME to a folder that can be written", err)
	}
	unlock, err = lockedfile.MutexAt(filepath.Join(dir, "fix-"+hex.EncodeToString(sum[:8])+".lock")).Lock()
	if err != nil {
		return nil, errors.Join(errors.New("no lock for writing fixes"), err)
	}
	return unlock, nil
}
