// Connaudit-vet runs the Go passes of connaudit.
//
//	go vet -vettool=$(which connaudit-vet) ./...
//	connaudit-vet ./...
//
// It is a vet tool and a program of its own. Settings come from connaudit.yaml in the module's folder (`disable`, and `params` of the
// passes' rules), and from flags, which have the last word; connaudit-vet help lists the passes, connaudit-vet help NAME one pass
// with its flags.
//
// The go command keeps what a vet tool found under the tool's version and the package's own files. So the version has in it the
// content of what else verdicts hang on: the configuration and the example files of environment variables.
package main

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis/multichecker"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/bytelyst/connaudit/analyzers"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "-V=full" {
		if err := printVersion(os.Stdout); err != nil {
			fail(err)
		}
		return
	}
	u, err := unitOf(os.Args[1:])
	if err != nil {
		fail(err)
	}
	if u.others() {
		unitchecker.Run(os.Args[len(os.Args)-1], nil)
	}
	// The go command shows nothing of why a tool does not say its flags; what is wrong is said for the first package.
	if len(os.Args) != 2 || os.Args[1] != "-flags" {
		if err := configure(u); err != nil {
			fail(err)
		}
	}
	multichecker.Main(analyzers.All()...)
}

// fail ends a run that cannot begin. 2 says that it is not about findings.
func fail(err error) {
	fmt.Fprintf(os.Stderr, "connaudit-vet: %v\n", err)
	os.Exit(2)
}
