// Package store reads what the booth writes.
package store

import (
	"context"
	"encoding/json"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
)

// Passenger is a document of the container of that name.
type Passenger struct {
	ID     string `json:"id"`
	UserID string `json:"userId"`
	Email  string `json:"email"`
}

// Booking belongs to a passenger.
type Booking struct {
	ID          string `json:"id"`
	PassengerID string `json:"passengerId"`
}

// Store has the containers.
type Store struct {
	passengers *azcosmos.ContainerClient
	bookings   *azcosmos.ContainerClient
}

// Open connects once.
func Open() (*Store, error) {
	cred, err := azcosmos.NewKeyCredential(os.Getenv("COSMOS_KEY"))
	if err != nil {
		return nil, err
	}
	client, err := azcosmos.NewClientWithKey(os.Getenv("COSMOS_ENDPOINT"), cred, &azcosmos.ClientOptions{ClientOptions: azcore.ClientOptions{}})
	if err != nil {
		return nil, err
	}
	db, err := client.NewDatabase("ferry")
	if err != nil {
		return nil, err
	}
	passengers, err := db.NewContainer("passengers")
	if err != nil {
		return nil, err
	}
	bookings, err := db.NewContainer("bookings")
	return &Store{passengers: passengers, bookings: bookings}, err
}

// Passenger reads by another field than the one that the container is declared with, in another repository and language.
func (s *Store) Passenger(ctx context.Context, p Passenger) (out Passenger, err error) {
	res, err := s.passengers.ReadItem(ctx, azcosmos.NewPartitionKeyString(p.UserID), p.ID, nil) // want/types: partition-key-use "Container `passengers` is declared with partition key /id, and this call passes p.UserID."; unknown/text: partition-key-use
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(res.Value, &out)
}

// ByID reads by the one that it is declared with.
func (s *Store) ByID(ctx context.Context, p Passenger) error {
	_, err := s.passengers.ReadItem(ctx, azcosmos.NewPartitionKeyString(p.ID), p.ID, nil) // ok: partition-key-use
	return err
}

// Booking reads by the key of its container.
func (s *Store) Booking(ctx context.Context, b Booking) error {
	_, err := s.bookings.ReadItem(ctx, azcosmos.NewPartitionKeyString(b.PassengerID), b.ID, nil) // ok: partition-key-use
	return err
}

// Cancel takes the document's own id for the key.
func (s *Store) Cancel(ctx context.Context, id string) error {
	_, err := s.bookings.DeleteItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil) // want: partition-key-use "Container `bookings` is declared with partition key /passengerId, and this call passes id."
	return err
}
