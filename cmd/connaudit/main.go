// Command connaudit checks what the repositories of a workspace agree on: which headers a request carries, what a name
// means in all of them. See `connaudit help`.
//
// This package is flags and wiring. It alone prints and exits; what it shows comes from internal/engine as a diag.Result
// and is written by internal/report. Standard output holds only what was asked for, everything else goes to standard
// error, and the exit status tells a found violation (1) from a run that failed (2).
//
// The engine is a function that the program is given (see program), so that flags and statuses can be tested without one.
package main

import (
	"os"
)

func main() {
	paceCollections()
	os.Exit(newProgram().run(os.Args[1:]))
}
