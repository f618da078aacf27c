// Package use reads and writes by keys that are right and by keys that are not (U17 to U20).
package use

import (
	"context"
	"encoding/json"

	"github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
	"shop/schema"
)

type Referral struct {
	ID         string `json:"id"`
	ReferrerID string `json:"referrerId"`
}

type Session struct {
	ID     string `json:"id"`
	UserID string `json:"userId"`
	Owner  string `json:"ownerId"`
}

func (s *Session) GetPartitionKey() string { return s.UserID }
func (s *Session) GetOwner() string        { return s.Owner }

type store struct {
	referrals *azcosmos.ContainerClient
	sessions  *azcosmos.ContainerClient
}

func newStore(c *azcosmos.Client) (*store, error) {
	r, err := c.NewContainer("db", "referrals")
	if err != nil {
		return nil, err
	}
	db, _ := c.NewDatabase("db")
	s, err := db.NewContainer("sessions")
	return &store{referrals: r, sessions: s}, err
}

// U17: inline, and by a variable.
func (s *store) referral(ctx context.Context, r Referral) {
	s.referrals.ReadItem(ctx, azcosmos.NewPartitionKeyString(r.ID), r.ID, nil)
	s.referrals.ReadItem(ctx, azcosmos.NewPartitionKeyString(r.ReferrerID), r.ID, nil) // want "Container `referrals` is declared with partition key /id, and this call passes r.ReferrerID. It returns a ResponseError"
	key := azcosmos.NewPartitionKeyString(r.ReferrerID)
	s.referrals.DeleteItem(ctx, key, r.ID, nil) // want "Container `referrals` is declared with partition key /id, and this call passes r.ReferrerID."
	s.write(ctx, r)
}

func (s *store) write(ctx context.Context, r Referral) {
	data, err := json.Marshal(Referral{ID: newID(), ReferrerID: r.ReferrerID})
	if err != nil {
		return
	}
	s.referrals.CreateItem(ctx, azcosmos.NewPartitionKeyString(r.ID), data, nil)
}

func newID() string { return "1" }

// The id of the document as key of a container that is keyed by another field.
func (s *store) session(ctx context.Context, id, userID string, x *Session) {
	s.sessions.ReadItem(ctx, azcosmos.NewPartitionKeyString(userID), id, nil)
	s.sessions.ReadItem(ctx, azcosmos.NewPartitionKeyString(x.UserID), x.ID, nil)
	s.sessions.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil) // want "Container `sessions` is declared with partition key /userId, and this call passes id."
	s.sessions.ReadItem(ctx, azcosmos.NewPartitionKey(), id, nil)         // want "Container `sessions` is declared with partition key /userId, and this call passes no key."
	s.sessions.ReadItem(ctx, azcosmos.PartitionKey{}, id, nil)            // want "this call passes no key."
	s.sessions.NewQueryItemsPager("select * from c", azcosmos.NewPartitionKeyString(userID), nil)
	s.sessions.NewQueryItemsPager("select * from c", azcosmos.NewPartitionKey(), nil) // U19: over all partitions
	s.sessions.NewQueryItemsPager("select * from c", azcosmos.PartitionKey{}, nil)
}

// U18: through getters.
func (s *store) getters(ctx context.Context, x *Session) {
	data, _ := json.Marshal(Session{ID: newID(), UserID: newID(), Owner: newID()})
	s.sessions.CreateItem(ctx, azcosmos.NewPartitionKeyString(x.GetPartitionKey()), data, nil)
	s.sessions.UpsertItem(ctx, azcosmos.NewPartitionKeyString(x.GetOwner()), data, nil) // want "Container `sessions` is declared with partition key /userId, and this call passes x.ownerId."
}

// U20: a batch.
func (s *store) batch(x *Session) {
	s.sessions.NewTransactionalBatch(azcosmos.NewPartitionKeyString(x.UserID))
	s.sessions.NewTransactionalBatch(azcosmos.NewPartitionKeyString(x.Owner)) // want "this call passes x.ownerId."
}

// Hierarchical keys, put together in one expression or step by step.
func hierarchical(ctx context.Context, c *azcosmos.Client, orgID, teamID, id string) {
	items, _ := c.NewContainer("db", "items")
	items.ReadItem(ctx, azcosmos.NewPartitionKey().AppendString(orgID).AppendString(teamID), id, nil)
	pk := azcosmos.NewPartitionKey()
	pk = pk.AppendString(orgID)
	pk = pk.AppendString(teamID)
	items.ReadItem(ctx, pk, id, nil)
	items.ReadItem(ctx, azcosmos.NewPartitionKeyString(orgID), id, nil)                     // want "Container `items` is declared with partition key /orgId and /teamId, and this call passes orgID."
	items.NewQueryItemsPager("select * from c", azcosmos.NewPartitionKeyString(orgID), nil) // the start of a key is enough
}

// Containers that other packages open.
func far(ctx context.Context, id string) {
	s, _ := schema.Sessions()
	s.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil) // want "Container `sessions`"
	r, _ := schema.Open("referrals")
	r.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
	o, _ := schema.Open("sessions")
	o.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil) // want "Container `sessions`"
}

// A map by name.
type containers struct {
	byName map[string]*azcosmos.ContainerClient
}

func openAll(c *azcosmos.Client) *containers {
	out := &containers{byName: map[string]*azcosmos.ContainerClient{}}
	for _, name := range []string{"sessions", "referrals"} {
		container, err := c.NewContainer("db", name)
		if err != nil {
			continue
		}
		out.byName[name] = container
	}
	return out
}

func (c *containers) get(name string) *azcosmos.ContainerClient { return c.byName[name] }

func byName(ctx context.Context, c *containers, id string) {
	c.get("sessions").ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil) // want "Container `sessions`"
	c.get("referrals").ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
}

// A helper that takes the container: who calls it says which.
func read(ctx context.Context, c *azcosmos.ContainerClient, id string) {
	c.ReadItem(ctx, azcosmos.NewPartitionKeyString(id), id, nil)
}

func (s *store) both(ctx context.Context, id string) {
	read(ctx, s.referrals, id)
	read(ctx, s.sessions, id) // want "Container `sessions`"
}

// The same call twice may give two values: one of them is no id of the document.
func called(ctx context.Context, s *store, x *Session) {
	s.sessions.ReadItem(ctx, azcosmos.NewPartitionKeyString(x.next().ID), x.next().ID, nil)
}

func (s *Session) next() *Session { return s }
