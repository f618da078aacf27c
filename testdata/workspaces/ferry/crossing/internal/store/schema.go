package store

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
)

// Create declares what the booth declares as well, one of them otherwise.
func Create(ctx context.Context, db *azcosmos.DatabaseClient) error {
	_, err := db.CreateContainer(ctx, azcosmos.ContainerProperties{ // want: partition-key "Container `lanes` is declared with partition key /deckId here, and with /laneId elsewhere"
		ID:                     "lanes",
		PartitionKeyDefinition: azcosmos.PartitionKeyDefinition{Paths: []string{"/deckId"}},
	}, nil)
	if err != nil {
		return err
	}
	return ensure(ctx, db, "bookings", "/passengerId") // ok: partition-key
}

// ensure declares for its callers.
func ensure(ctx context.Context, db *azcosmos.DatabaseClient, name, path string) error {
	key := azcosmos.PartitionKeyDefinition{Paths: []string{path}}
	_, err := db.CreateContainer(ctx, azcosmos.ContainerProperties{ID: name, PartitionKeyDefinition: key}, nil)
	return err
}
