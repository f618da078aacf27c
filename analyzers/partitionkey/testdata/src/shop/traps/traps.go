// Package traps has keys of which nothing can be said.
package traps

import (
	"context"
	"encoding/json"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
	"shop/schema"
)

type member struct {
	ID       string `json:"id"`
	MemberID string `json:"memberId"`
}

// U2: the writer gives both fields one value, so that the one is the other.
func same(ctx context.Context, phone string) {
	m, _ := schema.Open("members")
	data, _ := json.Marshal(member{ID: phone, MemberID: phone})
	m.UpsertItem(ctx, azcosmos.NewPartitionKeyString(phone), data, nil)
	m.ReadItem(ctx, azcosmos.NewPartitionKeyString(phone), phone, nil)
}

// U7: a name that says nothing; literals; results of calls.
func unknown(ctx context.Context, partitionKey, id string, m map[string]string, of func() string) {
	s, _ := schema.Sessions()
	s.ReadItem(ctx, azcosmos.NewPartitionKeyString(partitionKey), id, nil)
	s.ReadItem(ctx, azcosmos.NewPartitionKeyString("fixed"), id, nil)
	s.ReadItem(ctx, azcosmos.NewPartitionKeyString(of()), id, nil)
	s.ReadItem(ctx, azcosmos.NewPartitionKeyString(m["k"]), id, nil)
	key := azcosmos.NewPartitionKeyString(id)
	if id == "" {
		key = azcosmos.NewPartitionKeyString(of())
	}
	s.ReadItem(ctx, key, id, nil)
}

// D19: a container that nothing declares; one whose name is not known.
func undeclared(ctx context.Context, c *azcosmos.Client, name, id string) {
	u, _ := c.NewContainer("db", "portal")
	u.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
	n, _ := c.NewContainer("db", name)
	n.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
}

// Another SDK's methods of the same names.
type blob struct{}

func (blob) ReadItem(ctx context.Context, pk, id string) {}

func other(ctx context.Context, b blob) { b.ReadItem(ctx, "sessions", "id") }

// A string tag is no key.
type row struct {
	PartitionKey string `cosmosdb:"_partitionKey"`
}

func either(ctx context.Context, c *azcosmos.Client, eu bool, id string) {
	name := "sessions"
	if eu {
		name = "referrals"
	}
	e, _ := c.NewContainer("db", name)
	e.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
}
