// Package modules answers which file an import leads to: inside a repository, in another repository of the workspace, or
// in no file, with the reason. It reads configuration (tsconfig.json, package.json, pyproject.toml), never source text.
//
// # What an answer is
//
// A [Result] is a file, a package outside the workspace, or a reason. The three are kept apart with care: a name that
// looks like a package's but is an alias that no configuration explains is a reason, not a package, because rules mean
// something by the names of packages. Nothing is resolved through node_modules or site-packages: what they hold are
// copies of a state that may be old, and the workspace has the source.
//
// # TypeScript and JavaScript
//
// The rules are TypeScript's for bundlers, with one difference: entries of packages lead to what a build makes
// (dist/index.js), which no checkout has. Such an entry is traced back to its source, by the outDir and rootDir of the
// package's tsconfig.json, else by the usual names of folders, and it counts only where that file exists. Declaration files are
// the last choice everywhere: they have no bodies.
//
// # Python
//
// Which folders are on sys.path is known only when a program runs. The folders that hold a file and lie outside every
// package are taken for it, nearest first, and the roots of the packages that manifests state. A name that only a
// folder without __init__.py bears does not hide an installed package of that name, as in Python itself.
//
// # Go
//
// A path leads to a folder: by the go.mod files of the workspace, where replace directives of the importing module, and of the
// go.work file above it, come first. Which version of a module is asked for does not matter: the workspace has the source. Paths
// that no module of the workspace begins are packages outside it.
//
// # Cost and concurrency
//
// Whether a file exists is asked of the workspace's tables. Each tsconfig.json is read once, and each answer is kept for
// the importing folder. A Resolver is safe for concurrent use, and its answers do not depend on the order of questions.
package modules
