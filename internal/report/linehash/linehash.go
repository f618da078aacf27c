// Package linehash computes the hash by which GitHub follows a line of a file over time.
package linehash

import (
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/bytelyst/connaudit/internal/source"
)

// The numbers of GitHub's hash of a line.
const (
	hashBase   = 37
	hashWindow = 100       // UTF-16 code units, spaces and tabs not counted
	hashEnd    = 1<<16 - 1 // stands for the end of the file
)

// Of returns GitHub's hash of each line of a file, by the line's number: of the next hashWindow code units from the
// start of the line on, a polynomial modulo 2^64; a colon and how many lines so far had it. Code scanning follows an alert
// over time by it, and warns where a tool's differs from its own. It counts a carriage return as a line end of its own, and
// a byte order mark as a character. A file that is not UTF-8 has none: GitHub reads other text than we do.
func Of(f *source.File) map[int]string {
	if f.Info.Encoding != source.EncodingUTF8 || !utf8.Valid(f.Text) {
		return nil
	}
	units, starts := hashUnits(f)
	out, seen := make(map[int]string, len(starts)), map[uint64]int{}
	var power uint64 = 1 // hashBase to the hashWindow, which takes the unit that leaves the window out of the hash
	for range hashWindow {
		power *= hashBase
	}
	var hash uint64
	line := 0
	for at := range len(units) + hashWindow {
		if at >= hashWindow && line < len(starts) && starts[line] == at-hashWindow {
			seen[hash]++
			line++
			out[line] = fmt.Sprintf("%s:%d", strconv.FormatUint(hash, 16), seen[hash])
		}
		hash *= hashBase
		if at < len(units) {
			hash += uint64(units[at])
		}
		if at >= hashWindow {
			hash -= power * uint64(units[at-hashWindow])
		}
	}
	return out
}

// hashUnits returns the code units of a file that count, and at which of them lines start.
func hashUnits(f *source.File) (units []uint16, starts []int) {
	text := []rune(string(f.Text))
	if f.Info.BOM > 0 {
		text = append([]rune{'\ufeff'}, text...)
	}
	lineStart, afterCR := true, false
	add := func(unit uint16) {
		if lineStart {
			starts = append(starts, len(units))
		}
		lineStart = unit == '\n'
		units = append(units, unit)
	}
	for _, unit := range utf16.Encode(text) {
		switch {
		case unit == ' ' || unit == '\t' || unit == '\n' && afterCR:
			afterCR = false
		case unit == '\r':
			afterCR = true
			add('\n')
		default:
			afterCR = false
			add(unit)
		}
	}
	add(hashEnd)
	return units, starts
}
