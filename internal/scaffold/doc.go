// Package scaffold proposes the files with which connaudit is taken into use: connaudit.yaml from what is in a folder, the
// hook of pre-commit, and the workflow of a host. It never changes a file that is there.
//
// # The configuration
//
// It must give the same findings as no file at all, so that nobody's first run differs from the second: it lists the
// repositories that would be read anyway and leaves everything else as it is by default. What was seen, headers, factories and
// which checks found a convention, stands in comments, for people to decide by. Names from code are escaped there.
//
// # The other files
//
// They are texts of the folder templates, in which only the revision of connaudit is filled in. docs/ci.md shows the same
// texts; a test compares them.
//
// # Writing
//
// Files are made, never opened for writing, and below the folder they belong to: a symbolic link that leads out of it is an
// error.
package scaffold
