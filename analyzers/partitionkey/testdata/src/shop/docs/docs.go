// Package docs has documents with and without the field of the key.
package docs

import (
	"context"
	"encoding/json"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
	"shop/schema"
)

type good struct {
	ID     string `json:"id"`
	UserID string `json:"userId,omitempty"`
}

type bad struct {
	ID   string `json:"id"`
	Name string
}

type base struct {
	UserID string `json:"userId"`
}

type embedding struct {
	base
	ID string `json:"id"`
}

type tagged struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organization_id"`
}

// What else it has is not seen.
type open interface{ Owner() string }

type widened struct {
	open
	ID string `json:"id"`
}

type own struct{ ID string }

func (own) MarshalJSON() ([]byte, error) { return nil, nil }

func write(ctx context.Context, key azcosmos.PartitionKey, g good, b bad, e *embedding) {
	s, _ := schema.Sessions()
	data, _ := json.Marshal(g)
	s.UpsertItem(ctx, key, data, nil)
	data2, _ := json.Marshal(b)
	s.UpsertItem(ctx, key, data2, nil) // want "Documents of container `sessions` have no field for its partition key /userId; they have Name and id."
	data3, _ := json.Marshal(e)
	s.UpsertItem(ctx, key, data3, nil)
	data4, _ := json.Marshal(own{})
	s.UpsertItem(ctx, key, data4, nil)
	data5, _ := json.Marshal(map[string]any{"id": "1"})
	s.UpsertItem(ctx, key, data5, nil)
	data7, _ := json.Marshal(widened{})
	s.UpsertItem(ctx, key, data7, nil)
	t, _ := schema.Open("tenants")
	data6, _ := json.Marshal(tagged{})
	t.UpsertItem(ctx, key, data6, nil)
}

func read(ctx context.Context, userID, id string) (g good, b bad, err error) {
	s, _ := schema.Sessions()
	res, err := s.ReadItem(ctx, azcosmos.NewPartitionKeyString(userID), id, nil)
	if err != nil {
		return
	}
	err = json.Unmarshal(res.Value, &g)
	err = json.Unmarshal(res.Value, &b) // want "Documents of container `sessions` have no field for its partition key /userId"
	return
}

// U18: the field's tag names the key, not the field.
func byTag(ctx context.Context, x tagged) {
	t, _ := schema.Open("tenants")
	t.ReadItem(ctx, azcosmos.NewPartitionKeyString(x.OrganizationID), x.ID, nil)
}
