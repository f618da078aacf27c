// Package doctest runs the documentation: it holds no code but its tests, which read README.md, CONTRIBUTING.md and docs/
// and fail where these say what the program does not do.
//
// # What is run
//
// A section of docs/language.md that holds code is a workspace. Its fenced blocks are the files; comments on their lines say
// what connaudit must say there. Because the program itself is run, an example holds for users and not only for the engine.
// The first line of a block (its info string) says what the block is:
//
//	yaml rules           a rule file of the section's workspace
//	yaml error           a rule file that does not load; the next block, text, is what `connaudit check` and `rules list` say
//	yaml warning         one that loads, with a warning; likewise
//	typescript file=a.ts a file of the workspace, in any language; connaudit.yaml too
//	text output          what `connaudit check` prints in the section's workspace
//	console              commands after `$`, each with what it prints, run at the root of the project
//
// A block of another kind fails, so that no example escapes. Tables are run by the head of their first column: rows of
// `expression` and `gives` are evaluated, with the names that a table of `name` and `stands for` declares; rows of `pattern`
// are rules that must find one piece of code and not another; `constant`, `package` and, in the README, `key` are compared
// with the source, with `go list` and with the schema of the configuration.
//
// # What is written by the tests
//
// With `go test ./internal/doctest -update` outputs and the table of functions are written anew; nothing else is.
package doctest
