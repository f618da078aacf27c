// Package decl declares containers in all the ways there are (D10), and some of them twice.
package decl

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
)

const path = "/tenantId"

func inline(ctx context.Context, db *azcosmos.DatabaseClient) {
	db.CreateContainer(ctx, azcosmos.ContainerProperties{ // want "Container `users` is declared with partition key /id here, and with /tenantId elsewhere."
		ID:                     "users",
		PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/id"}},
	}, nil)
	db.CreateContainer(ctx, azcosmos.ContainerProperties{
		ID:                     "orders",
		PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{path}},
		IndexingPolicy:         &azcosmos.IndexingPolicy{IncludedPaths: []azcosmos.IncludedPath{{Path: "/*"}}},
		UniqueKeyPolicy:        &azcosmos.UniqueKeyPolicy{UniqueKeys: []azcosmos.UniqueKey{{Paths: []string{"/email"}}}},
	}, nil)
}

// Through a helper: its calls declare.
func ensure(ctx context.Context, db *azcosmos.DatabaseClient, name, key string) error {
	props := azcosmos.ContainerProperties{
		ID:                     name,
		PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{key}},
	}
	_, err := db.CreateContainer(ctx, props, nil)
	return err
}

// Step by step.
func steps(ctx context.Context, db *azcosmos.DatabaseClient) {
	props := azcosmos.ContainerProperties{ID: "carts"} // want "Container `carts` is declared with partition key /userId here, and with /cartId elsewhere."
	props.PartitionKeyDefinition = definition("/userId")
	db.CreateContainer(ctx, props, nil)
}

func definition(p string) azcosmos.PartitionKeyDefinition {
	return azcosmos.PartitionKeyDefinition{Kind: "Hash", Paths: []string{p}}
}

func all(ctx context.Context, db *azcosmos.DatabaseClient, name string) {
	ensure(ctx, db, "users", "/tenantId") // (the first of the two is the finding)
	ensure(ctx, db, "orders", "/tenantId")
	ensure(ctx, db, "carts", "/cartId")
	ensure(ctx, db, name, "/anything")
}
