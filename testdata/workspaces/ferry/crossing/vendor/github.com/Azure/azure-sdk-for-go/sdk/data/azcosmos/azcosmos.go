// Package azcosmos is a stub: the names and types of the SDK, as far as the sample uses them.
package azcosmos

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

type (
	Client                 struct{}
	DatabaseClient         struct{}
	ContainerClient        struct{}
	KeyCredential          struct{}
	PartitionKey           struct{ values []any }
	PartitionKeyDefinition struct{ Paths []string }
	CreateContainerOptions struct{}
	ContainerResponse      struct{}
	ItemOptions            struct{}
	ItemResponse           struct{ Value []byte }
	ClientOptions          struct{ azcore.ClientOptions }
	ContainerProperties    struct {
		ID                     string
		PartitionKeyDefinition PartitionKeyDefinition
	}
)

func NewKeyCredential(key string) (KeyCredential, error) { return KeyCredential{}, nil }

func NewClientWithKey(endpoint string, cred KeyCredential, o *ClientOptions) (*Client, error) {
	return &Client{}, nil
}

func (c *Client) NewDatabase(id string) (*DatabaseClient, error) { return &DatabaseClient{}, nil }

func (d *DatabaseClient) NewContainer(id string) (*ContainerClient, error) {
	return &ContainerClient{}, nil
}

func (d *DatabaseClient) CreateContainer(ctx context.Context, p ContainerProperties, o *CreateContainerOptions) (ContainerResponse, error) {
	return ContainerResponse{}, nil
}

func NewPartitionKeyString(v string) PartitionKey { return PartitionKey{[]any{v}} }

func (c *ContainerClient) ReadItem(ctx context.Context, pk PartitionKey, id string, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}

func (c *ContainerClient) DeleteItem(ctx context.Context, pk PartitionKey, id string, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
