// Package fix makes the changes that findings offer, and writes those that hold.
//
// It works on contents in memory. In rounds it takes of each finding the first fix that may be made and does not touch what another
// one of the round changes, and asks for an audit of the workspace as it would be then. A fix holds if no changed file has more syntax
// errors than before, its finding is gone, and no rule but those of Options.Leaves finds more than before in any file; new findings that a fix which may be
// made resolves, such as a variable that is read now and is missing in the example file, are resolved along with it. Where a round
// does not hold it is halved, until the fix that does not is alone; it is refused, with what came of it. Rounds end when no fix is
// left. So fixes that touch the same code are made one after the other, or the later one is refused by name, and a second run changes
// nothing.
//
// Writing is careful: see Write.
package fix
