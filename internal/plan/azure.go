package plan

import (
	"fmt"
	"strings"
)

// The names of the parameters of commands.
const (
	account       = "ACCOUNT"
	database      = "DATABASE"
	resourceGroup = "RESOURCE_GROUP"
)

// parameters are what the commands need to be told once, at their beginning.
func (m *maker) parameters() {
	m.plan.Database = m.o.Database
	if m.plan.Database == "" {
		m.plan.Database = m.databaseInCode()
	}
	m.plan.Parameters = []Argument{
		{account, m.o.Account, "the Cosmos DB account"},
		{resourceGroup, m.o.ResourceGroup, "its resource group"},
		{database, m.plan.Database, "the database"},
	}
}

// databaseInCode is the literal that all statements that know their database name; empty if they do not.
func (m *maker) databaseInCode() string {
	var names []string
	for i := range m.said {
		for _, n := range m.said[i].attribute("database") {
			names = appendNew(names, n)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return ""
}

// setUp assigns the parameters; one that is not known ends the script with a message instead of running on without it.
func (m *maker) setUp() string {
	var b strings.Builder
	for _, p := range m.plan.Parameters {
		if p.Value != "" {
			fmt.Fprintf(&b, "%s=%s\n", p.Name, quote(p.Value))
		} else {
			fmt.Fprintf(&b, ": \"${%s:?set it to %s}\"\n", p.Name, p.About)
		}
	}
	return b.String()
}

// quote makes one word of the shell of any text.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

const where = `--account-name "$ACCOUNT" --resource-group "$RESOURCE_GROUP" --database-name "$DATABASE"`

func showContainer(name string) string {
	return "az cosmosdb sql container show " + where + " \\\n  --name " + quote(name) + " --query 'resource.partitionKey.paths' --output tsv"
}

func settingsOf(name string) string {
	return "az cosmosdb sql container show " + where + " \\\n  --name " + quote(name) + " --query 'resource.{ttl: defaultTtl, unique: uniqueKeyPolicy, index: indexingPolicy, conflicts: conflictResolutionPolicy}'"
}

// createContainer makes a container. The command line makes no hierarchical keys, which have several paths.
func createContainer(name, key string) string {
	paths := splitPaths(key)
	if len(paths) > 1 {
		return "# Create " + visible(name) + " with an SDK or a template: partition key of kind MultiHash, version 2, paths " + visible(key)
	}
	return "az cosmosdb sql container create " + where + " \\\n  --name " + quote(name) + " --partition-key-path " + quote(key)
}

func deleteContainer(name string) string {
	return "az cosmosdb sql container delete " + where + " \\\n  --name " + quote(name)
}

// copyContainer starts a job that copies everything from one container to another.
func copyContainer(from, to string) string {
	job := jobName(from, to)
	return "az extension add --name cosmosdb-preview\n" +
		`az cosmosdb copy create --resource-group "$RESOURCE_GROUP" --job-name ` + quote(job) + " \\\n" +
		`  --src-account "$ACCOUNT" --src-nosql database="$DATABASE" container=` + quote(from) + " \\\n" +
		`  --dest-account "$ACCOUNT" --dest-nosql database="$DATABASE" container=` + quote(to) + "\n" +
		`az cosmosdb copy show --resource-group "$RESOURCE_GROUP" --account-name "$ACCOUNT" --job-name ` + quote(job)
}

func jobName(from, to string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, from+"-to-"+to)
}

// copying are Azure's own ways to move documents, with what they do not do.
func (m *maker) copying() {
	m.plan.Copying = []Way{
		{"Container copy job", "`az cosmosdb copy create`, of the extension cosmosdb-preview: copies everything in one container to another that exists.", []string{
			"Copies all documents: it cannot pick those of one type, nor rename a field. Documents without the new key land in the partition of those that have none.",
			"Offline unless asked for with --mode Online, which needs a capability of the account and the command `complete` at the end; stop writers first otherwise.",
			"The new container is made before, with everything it is to have: partition key, unique keys, indexing policy and TTL are not copied.",
			"Time to live starts anew in the copy: documents live longer than they would have.",
			"Unique keys of the new container hold from the first document on: one that breaks them is not copied.",
			"Jobs of an account run one after another, and no time is promised.",
			"A preview: not everything is available in every region, and the terms are those of previews.",
		}},
		{"Change of the partition key in the portal", "Data Explorer, the container's Scale & Settings, Partition Keys, Change: makes or picks a container in the same database and runs a copy job into it.", []string{
			"The result is another container with another name: code has to name it, or it is copied back under the old name.",
			"The destination lies in the same database.",
			"The same limits as for a copy job; older accounts offer it offline only, up to 4 TB and 1,000,000 RU/s.",
			"Not for accounts that merge partitions.",
		}},
		{"A script", "Reads the documents of one side and writes them to the new container.", []string{
			"The only way that picks documents and gives them fields.",
			"Has to survive being stopped, answers 429 by waiting, and writes down what it skipped.",
			"An item keeps its id, and loses _ts and _etag; what was written meanwhile is missed unless writers are stopped or it runs again.",
		}},
	}
}

func doubleQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
