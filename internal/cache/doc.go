// Package cache keeps results between runs, in a folder that only its user can read.
//
// An entry is named by a Key, a digest of all that a result hangs on but the contents of files, and lists the files that the run
// read, as they were. It holds as long as each of them still has the contents that it had: that is told by what the file system says of it, and
// by reading it where that says nothing. So an entry is never wrong because something was forgotten to be invalidated; it is only
// of no use once a file that was read is another one.
//
// Entries are written aside and renamed, so that a run sees a whole entry or none, and nobody waits for anybody: of two runs that
// write one entry the last wins, and both wrote the truth. An entry that is damaged, cut short or of another format is none. Those
// that were used longest ago go when the folder grows over its bound.
package cache
