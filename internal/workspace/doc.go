// Package workspace finds what is audited: the workspace's root and configuration, its repositories, their packages and
// files, and for everything left out the reason. It reads no source text, and decides nothing about what code means.
//
// # Which workspace
//
// The first PATH (else the working directory) decides. The nearest connaudit.yaml in or above it wins; without one the git
// repository around PATH; without that PATH itself (see [Open]). Upwards the search ends at the home directory and at
// the file system's boundary, so that nothing outside what the user owns changes a result.
//
// # Why a file is left out
//
// Five things have a say, asked in this order, and the first that speaks gives the reason:
//
//  1. a file named on the command line is read, whatever the others say;
//  2. `exclude:` and `include:` of connaudit.yaml, nearest configuration first, exclude before include;
//  3. folders that hold no source of one's own (defaults.yaml);
//  4. .connauditignore, then .gitignore: nested, negated, with .git/info/exclude; a file of the git index is read although
//     .gitignore names it. A user's global excludes are not asked: a result must not depend on the machine;
//  5. file names of defaults.yaml: tests, generated, lock and binary files.
//
// Every pattern is matched below the folder that states it, never against the way to a repository's root: a workspace under
// a folder called testdata or build is read like any other.
//
// A folder that is left out is one row of [Workspace.Skipped]. It is entered all the same where something below it may
// be wanted: a tracked file in an ignored folder, or an include pattern that names the folder (`**/dist/client/**` enters
// dist; `packages/**` does not enter packages/a/node_modules).
//
// # Links
//
// A symbolic link is never followed: what it points to is either in the workspace, where it is read once under its own
// name, or outside, where nothing is read. [Workspace.Lookup] follows links inside the workspace by table.
//
// # Order and concurrency
//
// Folders are read concurrently; every exported slice is sorted afterwards, so the result does not depend on timing. A
// Workspace is immutable once opened and may be used from many goroutines.
package workspace
