// Package config reads the environment.
package config

import "os"

// Header is the name of the header that every service sends on.
const Header = "X-Request-ID"

var (
	Fares     = os.Getenv("FARES_URL")
	Tickets   = Or("TICKETS_URL", "http://localhost:4200")
	ProductID = os.Getenv("PRODUCT_ID")
	Tide      = os.Getenv("TIDE_TABLE")   // want: env-example "`TIDE_TABLE` is read here and missing in crossing/.env.example"
	Timetable = Or("TIMETABLE", "summer") // want: env-example "`TIMETABLE` is read here and missing"
	Quay      = Or("QUAY", "1")
	Home      = os.Getenv("HOME") // what the system sets is in no example file
)

// Or reads a variable, or gives a default: its callers read.
func Or(name, otherwise string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return otherwise
}

// Set gives the child of this process a variable, which it need not be given itself.
func Set() string {
	os.Setenv("CROSSING_CHILD", "1")
	return os.Getenv("CROSSING_CHILD")
}
