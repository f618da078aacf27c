package app

import (
	"os"
	"syscall"

	"shop/config"
)

const local = "NAMED_HERE"

func direct() []string {
	_, _ = os.LookupEnv("LOOKED_UP") // want "`LOOKED_UP` is read here and missing in .*.env.example."
	syscall.Getenv("BY_SYSCALL")     // want "`BY_SYSCALL` is read here and missing"
	return []string{
		os.Getenv("DOCUMENTED"),
		os.Getenv("QUOTED"),
		os.Getenv("OPTIONAL"),
		os.Getenv("MISSING"),   // want "`MISSING` is read here and missing"
		os.Getenv(local),       // want "`NAMED_HERE` is read here and missing"
		os.Getenv(config.Name), // want "`NAME_OF_CONSTANT` is read here and missing"
		os.Getenv("API_KEY"),   // want "`API_KEY` is read here and missing .* It is documented as `STRIPE_API_KEY`."
	}
}

// Set by the runtime, or by people's machines.
func silent() []string {
	return []string{os.Getenv("HOME"), os.Getenv("GODEBUG"), os.Getenv("PORT")}
}

func wrapper(name string) string { return must(name) }

func must(name string) string {
	v, ok := os.LookupEnv(name)
	if !ok {
		panic(name)
	}
	return v
}

func wrapped() {
	wrapper("DOCUMENTED_BY_WRAPPER")
	wrapper("MISSING_BY_WRAPPER")       // want "`MISSING_BY_WRAPPER` is read here and missing"
	config.Get("MISSING_FAR", "x")      // want "`MISSING_FAR` is read here and missing"
	config.Get("DOCUMENTED", "default") // fine
}

func loop() {
	for _, n := range []string{
		"LOOP_ONE",
		"LOOP_TWO", // want "`LOOP_TWO` is read here and missing"
	} {
		os.Getenv(n)
	}
}

// A name that is not known says nothing.
func unknown(names map[string]string, n func() string) {
	for _, v := range names {
		os.Getenv(v)
	}
	os.Getenv(n())
	os.Getenv("PREFIX_" + n())
}

// What the program sets itself it need not be given.
func own() string {
	os.Setenv("SET_BY_CODE", "1")
	return os.Getenv("SET_BY_CODE")
}
