// Package source holds the contents of files and turns byte offsets into the lines and columns that people, editors and
// formats count in. It knows no language, finds no files and decides nothing about them but whether they are text.
//
// Inside the engine a position is a file and a range of bytes of its text; this package alone converts. Four units occur:
//
//   - text offset: bytes from 0 in File.Text, UTF-8 without a byte order mark. Everything inside the engine counts so.
//   - file offset: bytes from 0 in the file on disk, which may begin with a mark. Only output counts so.
//   - line and byte column: both from 1, the column in bytes of UTF-8.
//   - line and UTF-16 column: both from 1, the column in UTF-16 code units, for protocols that count like JavaScript.
//
// A line ends with "\n", and a "\r" before it belongs to that end. A lone "\r", U+2028 and U+2029 end no line: compilers
// disagree about them, git and editors do not. The text after the last "\n" is a line too, also when it is empty, so
// that the end of every text has a position.
package source
