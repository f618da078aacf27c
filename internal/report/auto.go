package report

// AutoFormat stands for the format that suits where a run takes place. It is no format itself.
const AutoFormat = "auto"

// environments are the places that ask for other formats than text, by the variable that they set to true. What is printed
// goes to a log that people read, and GitHub finds commands in it; a file is what the host wants to be handed.
var environments = []struct{ variable, printed, file string }{
	{"GITHUB_ACTIONS", "github", "sarif"},
	{"GITLAB_CI", "text", "gitlab"},
}

// Auto returns the name of the format for standard output and that for a file.
func Auto(getenv func(string) string) (printed, file string) {
	for _, e := range environments {
		if getenv(e.variable) == "true" {
			return e.printed, e.file
		}
	}
	return "text", "text"
}
