package app

import "os"

func inTest() string { return os.Getenv("ONLY_IN_TESTS") }
