// Command custom is the golangci-lint that `golangci-lint custom` builds: that has the plugin of connaudit.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/bytelyst/connaudit/analyzers/golangci"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{GoVersion: "", Version: "custom", Commit: "", Date: ""}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
