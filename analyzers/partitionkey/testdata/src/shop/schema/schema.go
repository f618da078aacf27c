// Package schema declares containers for other packages, and opens some.
package schema

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
)

// Create makes what the service needs.
func Create(ctx context.Context, db *azcosmos.DatabaseClient) {
	Ensure(ctx, db, "referrals", "/id")
	Ensure(ctx, db, "sessions", "/userId")
	Ensure(ctx, db, "members", "/memberId")
	Ensure(ctx, db, "items", "/orgId", "/teamId")
	Ensure(ctx, db, "tenants", "/organization_id")
}

// Ensure declares one container.
func Ensure(ctx context.Context, db *azcosmos.DatabaseClient, name string, paths ...string) {
	switch len(paths) {
	case 1:
		one(ctx, db, name, paths[0])
	default:
		db.CreateContainer(ctx, azcosmos.ContainerProperties{ID: name, PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: paths}}, nil)
	}
}

func one(ctx context.Context, db *azcosmos.DatabaseClient, name, path string) {}

var declared = []azcosmos.ContainerProperties{
	{ID: "referrals", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/id"}}},
	{ID: "sessions", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/userId"}}},
	{ID: "members", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/memberId"}}},
	{ID: "items", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Kind: "MultiHash", Version: 2, Paths: []string{"/orgId", "/teamId"}}},
	{ID: "tenants", PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/organization_id"}}},
}

var client *azcosmos.Client

// Sessions opens a container for others.
func Sessions() (*azcosmos.ContainerClient, error) { return client.NewContainer("db", "sessions") }

// Open opens the one that is named.
func Open(name string) (*azcosmos.ContainerClient, error) { return client.NewContainer("db", name) }
