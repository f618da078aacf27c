package plan_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/plan"
)

// TestTemplates changes names and keys in what is no program.
func TestTemplates(t *testing.T) {
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [infra, shop]
-- infra/main.tf --
resource "azurerm_cosmosdb_sql_container" "orders" {
  name                = "orders"
  partition_key_paths = ["/id"]
}
-- infra/create.sh --
az cosmosdb sql container create --account-name orders --database-name shop \
  --name orders --partition-key-path /id
-- shop/package.json --
{"name": "shop"}
-- shop/cosmos.ts --
import { CosmosClient } from '@azure/cosmos';
interface Order { id: string; customerId: string }
const database = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('shop');
export async function find(id: string, customerId: string) {
  const { container } = await database.containers.createIfNotExists({ id: 'orders', partitionKey: '/customerId' });
  return container.item(id, customerId).read<Order>();
}
`)
	p := planOf(t, dir, plan.Options{Container: "orders"})
	doc := markdown(t, p)
	for _, want := range []string{
		`+  partition_key_paths = ["/customerId"]`, `+  --name orders --partition-key-path /customerId`, `+  name                = "orders_v2"`, `+  --name orders_v2 --partition-key-path /customerId`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, o := range p.Options {
		if len(o.ByHand) > 0 {
			t.Errorf("%s: by hand %+v", o.ID, o.ByHand)
		}
	}
	if t.Failed() {
		t.Log(doc)
	}
}

// TestNewKey wants a key that no code works with yet.
func TestNewKey(t *testing.T) {
	p := planOf(t, filepath.Join(workspaces, "after-2"), plan.Options{Container: "referrals", Target: "/tenantId"})
	a := p.Options[0]
	if len(p.Options) != 2 || p.Recommended != "A" || len(a.ByHand) < 6 || strings.Contains(a.Title, "own") {
		t.Errorf("%s: %s %+v", p.Recommended, a.Title, a.ByHand)
	}
	if doc := markdown(t, p); !strings.Contains(doc, "+  tenantId: string;") || !strings.Contains(doc, "`/tenantId`. It was asked for. No code declares it so far.") {
		t.Error(doc)
	}
}

// TestHierarchical has a key of several paths.
func TestHierarchical(t *testing.T) {
	p := planOf(t, filepath.Join(workspaces, "before"), plan.Options{Container: "referrals", Target: "/tenantId,/referrerId"})
	doc := markdown(t, p)
	if !strings.Contains(doc, "# Create referrals_v2 with an SDK or a template: partition key of kind MultiHash, version 2, paths /tenantId, /referrerId") {
		t.Error(doc)
	}
}

// TestNoPatch has a file that cannot be patched as it stands on disk: what it needs is said, and nobody counts on a diff.
func TestNoPatch(t *testing.T) {
	dir := unpack(t, "-- connaudit.yaml --\nversion: 1\nrepos: [a, b]\n"+
		"-- a/package.json --\n{}\n-- a/c.ts --\n\ufeffimport '@azure/cosmos';\nexport const containers = { orders: { partitionKeyPath: '/id' } };\n"+
		"-- b/package.json --\n{}\n-- b/c.ts --\nimport '@azure/cosmos';\nexport const containers = { orders: { partitionKeyPath: '/x' } };\n")
	p := planOf(t, dir, plan.Options{Container: "orders", Target: "/x"})
	a := p.Options[0]
	if len(a.Patches) != 0 || len(a.Edited) != 0 || len(a.ByHand) != 1 || !strings.Contains(a.ByHand[0].What, "declares `/x` instead of `/id`") {
		t.Errorf("%+v", a)
	}
	if len(p.Changed) != 1 || p.Changed[0].Path != "c.ts" || p.Changed[0].Repo != "a" {
		t.Errorf("%+v", p.Changed)
	}
}

// TestDatabases has one name for two containers, and a nested key.
func TestDatabases(t *testing.T) {
	dir := unpack(t, twoRepos+`
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
const client = new CosmosClient({ endpoint: 'https://x', key: 'k' });
export const one = () => client.database('one').containers.createIfNotExists({ id: 'orders', partitionKey: '/address/zip' });
export const two = () => client.database('two').containers.createIfNotExists({ id: 'orders', partitionKey: '/x' });
-- b/c.ts --
import { CosmosClient } from '@azure/cosmos';
interface Order { id: string; address: { zip: string } }
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('one').container('orders');
export const find = (id: string, place: string) => orders.item(id, place).read<Order>();
`)
	s := survey(t, dir)
	if _, err := plan.Make(context.Background(), s, plan.Options{Container: "orders"}); err == nil || !strings.Contains(err.Error(), "in several databases, one and two; say which with --database") {
		t.Error(err)
	}
	if _, err := plan.Make(context.Background(), s, plan.Options{Container: "orders", Database: "two"}); !errors.Is(err, plan.ErrConsistent) {
		t.Error(err)
	}
	p, err := plan.Make(context.Background(), s, plan.Options{Container: "orders", Database: "one", Target: "/id"})
	if err != nil {
		t.Fatal(err)
	}
	doc := markdown(t, p)
	if !strings.Contains(doc, "2 places") && !strings.Contains(doc, "`/address/zip`") || strings.Contains(doc, "addresszip") || strings.Contains(doc, "`/x`") {
		t.Error(doc)
	}
	// Another name for what is passed proves nothing.
	p, err = plan.Make(context.Background(), s, plan.Options{Container: "orders", Database: "one", Target: "/address/zip", Split: map[string]string{"b": "b_orders"}})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(markdown(t, p), "`b_orders`") {
		t.Error("b is not split off")
	}
	for _, h := range p.Options[0].ByHand {
		if strings.HasPrefix(h.What, "Pass") {
			t.Errorf("%+v", h)
		}
	}
}

// TestFolders has a repository whose name is not that of its folder.
func TestFolders(t *testing.T) {
	dir := unpack(t, strings.Replace(python, "repos: [shop, jobs]", "repos: [{path: shop, name: store}, {path: jobs, name: it's}]", 1))
	doc := markdown(t, planOf(t, dir, plan.Options{Container: "orders"}))
	if !strings.Contains(doc, "(cd shop && uv run python -m pytest)") || !strings.Contains(doc, "In `it's`:") {
		t.Error(doc)
	}
	alone := unpack(t, `
-- package.json --
{"name": "a", "scripts": {"test": "x"}}
-- c.ts --
import '@azure/cosmos';
export const containers = { orders: { partitionKeyPath: '/id' } };
-- d.ts --
import '@azure/cosmos';
export const containers = { orders: { partitionKeyPath: '/x' } };
`)
	if doc := markdown(t, planOf(t, alone, plan.Options{Container: "orders"})); !strings.Contains(doc, "\nnpm run test\n") {
		t.Error(doc)
	}
}

// TestUntyped writes documents that no type describes.
func TestUntyped(t *testing.T) {
	dir := unpack(t, twoRepos+`
-- a/c.js --
import { CosmosClient } from '@azure/cosmos';
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const containers = { orders: { partitionKeyPath: '/id' } };
export const save = (total, owner) => orders.items.create({ id: 'x', owner, total });
-- b/c.ts --
import '@azure/cosmos';
export const containers = { orders: { partitionKeyPath: '/customerId' } };
`)
	p := planOf(t, dir, plan.Options{Container: "orders", Target: "/customerId"})
	doc := markdown(t, p)
	if len(p.Documents) != 1 || len(p.Documents[0].Fields) != 3 || !p.Documents[0].Lacks || !strings.Contains(doc, "### `object of c.js:4`") {
		t.Errorf("%+v\n%s", p.Documents, doc)
	}
}

// TestOneLine declares several containers on one line, which must not go with one of them.
func TestOneLine(t *testing.T) {
	dir := unpack(t, twoRepos+`
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
interface Order { id: string; customerId: string }
export const containers = { orders: { partitionKeyPath: '/customerId' }, users: { partitionKeyPath: '/id' } };
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const find = (id: string, customerId: string) => orders.item(id, customerId).read<Order>();
-- b/c.ts --
import { CosmosClient } from '@azure/cosmos';
interface Job { id: string; tenant: string }
export const containers = { orders: { partitionKeyPath: '/tenant' }, users: { partitionKeyPath: '/id' } };
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const find = (id: string, tenant: string) => orders.item(id, tenant).read<Job>();
`)
	p := planOf(t, dir, plan.Options{Container: "orders"})
	if len(p.Options) != 3 {
		t.Fatalf("%d options", len(p.Options))
	}
	for _, patch := range p.Options[2].Patches {
		if strings.Contains(patch.Diff, "-export const containers") {
			t.Error(patch.Diff)
		}
	}
	if hands := p.Options[2].ByHand; len(hands) == 0 || hands[0].What != "Declare the container no longer." {
		t.Errorf("%+v", hands)
	}
}

// TestShared has a package that passes a wrong key to documents it shares: no side of its own.
func TestShared(t *testing.T) {
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "root"}
-- a/types.ts --
export interface Order { id: string; customerId: string; tenantId: string }
-- a/one/package.json --
{"name": "one"}
-- a/one/c.ts --
import { CosmosClient } from '@azure/cosmos';
import type { Order } from '../types';
export const containers = { orders: { partitionKeyPath: '/customerId' } };
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const find = (id: string, customerId: string) => orders.item(id, customerId).read<Order>();
-- b/package.json --
{"name": "b"}
-- b/c.ts --
import '@azure/cosmos';
export const containers = { orders: { partitionKeyPath: '/tenantId' } };
-- a/two/package.json --
{"name": "two"}
-- a/two/c.ts --
import { CosmosClient } from '@azure/cosmos';
import type { Order } from '../types';
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const find = (id: string, tenantId: string) => orders.item(id, tenantId).read<Order>();
`)
	p := planOf(t, dir, plan.Options{Container: "orders"})
	a := p.Options[0]
	if strings.Contains(a.Title, "own") || len(a.ByHand) != 1 || a.ByHand[0].At.Path != "two/c.ts" || !strings.HasPrefix(a.ByHand[0].What, "Pass the document's `customerId`") {
		t.Errorf("%s %+v", a.Title, a.ByHand)
	}
}
