package main

import "os"

func main() { os.Getenv("ONLY_IN_SCRIPTS") }
