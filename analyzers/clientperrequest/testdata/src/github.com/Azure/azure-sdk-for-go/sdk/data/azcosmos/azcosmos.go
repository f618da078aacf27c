// Package azcosmos is a stub.
package azcosmos

import "context"

type (
	Client          struct{}
	DatabaseClient  struct{}
	ContainerClient struct{}
	PartitionKey    struct{ values []any }

	PartitionKeyDefinition struct {
		Kind    string
		Paths   []string
		Version int
	}
	ContainerProperties struct {
		ID                     string
		PartitionKeyDefinition PartitionKeyDefinition
		IndexingPolicy         *IndexingPolicy
		UniqueKeyPolicy        *UniqueKeyPolicy
	}
	IndexingPolicy     struct{ IncludedPaths []IncludedPath }
	IncludedPath       struct{ Path string }
	UniqueKeyPolicy    struct{ UniqueKeys []UniqueKey }
	UniqueKey          struct{ Paths []string }
	ItemOptions        struct{}
	QueryOptions       struct{}
	PatchOperations    struct{}
	ItemResponse       struct{ Value []byte }
	QueryItemsResponse struct{ Items [][]byte }
	TransactionalBatch struct{}
	Pager              struct{}
	ContainerResponse  struct{}
)

func NewClientFromConnectionString(s string, o any) (*Client, error)       { return nil, nil }
func (c *Client) NewContainer(db, id string) (*ContainerClient, error)     { return nil, nil }
func (c *Client) NewDatabase(id string) (*DatabaseClient, error)           { return nil, nil }
func (d *DatabaseClient) NewContainer(id string) (*ContainerClient, error) { return nil, nil }
func (d *DatabaseClient) CreateContainer(ctx context.Context, p ContainerProperties, o any) (ContainerResponse, error) {
	return ContainerResponse{}, nil
}
func NewPartitionKeyString(v string) PartitionKey         { return PartitionKey{} }
func NewPartitionKeyNumber(v float64) PartitionKey        { return PartitionKey{} }
func NewPartitionKey() PartitionKey                       { return PartitionKey{} }
func (p PartitionKey) AppendString(v string) PartitionKey { return p }
func (c *ContainerClient) ReadItem(ctx context.Context, pk PartitionKey, id string, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
func (c *ContainerClient) DeleteItem(ctx context.Context, pk PartitionKey, id string, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
func (c *ContainerClient) ReplaceItem(ctx context.Context, pk PartitionKey, id string, item []byte, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
func (c *ContainerClient) CreateItem(ctx context.Context, pk PartitionKey, item []byte, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
func (c *ContainerClient) UpsertItem(ctx context.Context, pk PartitionKey, item []byte, o *ItemOptions) (ItemResponse, error) {
	return ItemResponse{}, nil
}
func (c *ContainerClient) NewQueryItemsPager(q string, pk PartitionKey, o *QueryOptions) *Pager {
	return nil
}
func (c *ContainerClient) NewTransactionalBatch(pk PartitionKey) TransactionalBatch {
	return TransactionalBatch{}
}
