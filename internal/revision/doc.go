// Package revision shows the files of a git repository as a commit or the index has them, as a file system for an audit. The work
// tree is not touched, nothing is checked out: a [View] lists the paths of a tree and reads contents from the object database
// when somebody opens a file.
//
// # What a view shows
//
// In a repository's work tree a view has the files of the tree, and no others, but for what git has no say in: .git itself,
// files that are untracked and ignored, and repositories inside that are none of its submodules. Those are as they are on disk, so
// that a comparison of two views tells of the change alone. A submodule is shown at the commit that the tree names, where it has
// that commit; else as it is on disk. Outside of these work trees the view is the file system below it.
//
// # What is run
//
// git, by name, with commands that read objects and the index. No configuration of the repository may run a program: hooks play no
// part in these commands; the pager, file system monitors, filters, text conversion and fetching are off. Contents are the bytes
// that git stores: neither line ends are converted nor filters such as git-lfs applied.
package revision
