// Package config has wrappers that others read the environment by.
package config

import "os"

// Get reads a variable, or gives a default.
func Get(key, otherwise string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return otherwise
}

// Name is a name that others use.
const Name = "NAME_OF_CONSTANT"

// Text is of a method of no package.
func Text(err error) string { return err.Error() }
