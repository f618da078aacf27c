// Package cache keeps results between runs, in a folder that only its user can read.
//
// An entry is named by a Key, a digest of all that a result hangs on but the contents of files, and says what the run learned of these.
// Whoever made it tells whether it still holds, see [github.com/bytelyst/connaudit/internal/program.Record]. So an entry is never wrong
// because something was forgotten to be invalidated; it is only of no use once a file says something else that was asked of it.
//
// Entries are written aside and renamed, so that a run sees a whole entry or none, and nobody waits for anybody: of two runs that
// write one entry the last wins, and both wrote the truth. An entry that is damaged, cut short or of another format is none. Those
// that were used longest ago go when the folder grows over its bound.
package cache
