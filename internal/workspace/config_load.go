package workspace

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bytelyst/connaudit/internal/files"
)

// loadConfig reads a configuration and everything it extends, merged.
func loadConfig(sys files.System, file string) (*Config, error) {
	text, err := files.Read(sys, file)
	if err != nil {
		return nil, &Error{File: file, Message: "cannot be read: " + reasonOf(err), Hint: "name an existing configuration, or use --no-config"}
	}
	return loadChain(sys, file, text, nil)
}

// loadChain reads one configuration and then what it extends; above lists the files on the way here, to find cycles.
func loadChain(sys files.System, file string, text []byte, above []string) (*Config, error) {
	r, err := readConfig(sys, file, text)
	if err != nil {
		return nil, err
	}
	ext := r.extends
	if ext == nil {
		return r.config, nil
	}
	above = append(above, file)
	written := follow(ext.node).Value
	if slices.Contains(above, ext.file) {
		r.fail(ext.node, fmt.Sprintf("extends %q, which is extended already", written),
			"the configurations extend each other in a circle: "+strings.Join(append(above, ext.file), " -> "))
		return nil, r.errors.asError()
	}
	farText, err := files.Read(sys, ext.file)
	if err != nil {
		r.fail(ext.node, fmt.Sprintf("extends %q, which cannot be read: %s", written, reasonOf(err)), "the path is relative to this file's folder")
		return nil, r.errors.asError()
	}
	far, err := loadChain(sys, ext.file, farText, above)
	if err != nil {
		return nil, err
	}
	r.config.over(far)
	return r.config, nil
}

// reasonOf shortens an error of the file system to its cause; the path stands elsewhere in the message.
func reasonOf(err error) string {
	s := err.Error()
	if i := strings.LastIndex(s, ": "); i >= 0 {
		return s[i+2:]
	}
	return s
}

// ReadConfig reads a configuration and what it extends, for whoever needs nothing else of a workspace. Its error is one that List
// takes apart.
func ReadConfig(file string) (*Config, error) { return loadConfig(files.Disk, file) }

// ReadConfigFrom is ReadConfig in another file system.
func ReadConfigFrom(sys files.System, file string) (*Config, error) { return loadConfig(sys, file) }
