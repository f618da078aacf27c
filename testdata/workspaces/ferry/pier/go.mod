module example.com/ferry/pier // error/types: go "types of 1 of its 2 packages are incomplete, and their files are read as text"

go 1.21
