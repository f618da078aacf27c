module example.com/ferry/pier/dredger // error/types: go "the module does not load, and its files are read as text"

go 1.21

require example.com/ferry/almanac
