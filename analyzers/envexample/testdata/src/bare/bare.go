// Package bare is a module without an example file.
package bare

import "os"

func read() string { return os.Getenv("ANYTHING") }
