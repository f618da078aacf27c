package plan_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/plan"
)

const python = `
-- connaudit.yaml --
version: 1
repos: [shop, jobs]
-- shop/pyproject.toml --
[project]
name = "shop"
dependencies = ["azure-cosmos"]
[tool.mypy]
strict = true
-- shop/uv.lock --
version = 1
-- shop/src/models.py --
from enum import Enum
from typing import Literal, Optional
from pydantic import BaseModel, Field

class State(str, Enum):
    OPEN = "open"
    PAID = "paid"

class Stored(BaseModel):
    id: str

class Order(Stored):
    customer_id: str = Field(alias="customerId")
    state: State = State.OPEN
    channel: Literal["web", "shop"] = "web"
    note: Optional[str] = None
-- shop/src/store.py --
from azure.cosmos import CosmosClient, PartitionKey
from .models import Order

database = CosmosClient("https://x", "k").get_database_client("shop")
orders = database.create_container_if_not_exists(id="orders", partition_key=PartitionKey(path="/customerId"))

def save(order: Order) -> None:
    orders.upsert_item(order.model_dump(by_alias=True))

def find(id: str, customerId: str):
    return orders.read_item(item=id, partition_key=customerId)
-- shop/tests/test_store.py --
def test_find(): pass
-- jobs/package.json --
{"name": "@acme/jobs", "scripts": {"test": "vitest run", "deploy": "x"}, "dependencies": {"@azure/cosmos": "4"}}
-- jobs/yarn.lock --
-- jobs/src/run.ts --
import { CosmosClient } from '@azure/cosmos';
interface Job { id: string; tenant: string; kind: 'nightly' | 'hourly' }
const database = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('shop');
export async function run(id: string, tenant: string) {
  const { container } = await database.containers.createIfNotExists({ id: 'orders', partitionKey: '/tenant' });
  const { resource } = await container.item(id, tenant).read<Job>();
  return resource;
}
`

func TestPython(t *testing.T) {
	dir := unpack(t, python)
	p := planOf(t, dir, plan.Options{Container: "orders", Account: "it's", ResourceGroup: "$(id)"})
	doc := markdown(t, p)
	for _, want := range []string{
		"| `customerId` | `str` |  | `Field(alias=\"customerId\")` |",
		"| `state` | `State` | `open`, `paid` | `State.OPEN` |",
		"| `channel` | `Literal[\"web\", \"shop\"]` | `web`, `shop` | `\"web\"` |",
		"| `note` | `Optional[str]` |  | `None` |",
		"| `id` | `str` |",
		"| `kind` | `'nightly' \\| 'hourly'` | `nightly`, `hourly` |",
		"(cd shop && uv run python -m pytest)", "(cd shop && uv run python -m mypy .)", "(cd jobs && yarn run test)",
		"ACCOUNT='it'\\''s'", "RESOURCE_GROUP='$(id)'", "DATABASE='shop'",
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(doc, "deploy") && strings.Contains(doc, "run deploy") {
		t.Error("a script that deploys is no check")
	}
	if p.Target != "/customerId" && p.Target != "/tenant" {
		t.Errorf("target %s", p.Target)
	}
	if t.Failed() {
		t.Log(doc)
	}
}

func TestTargetAndSplit(t *testing.T) {
	s := survey(t, filepath.Join(workspaces, "after-2"))
	p, err := plan.Make(context.Background(), s, plan.Options{Container: "referrals", Target: "/userId",
		Split: map[string]string{"learning_ai_common_plat": "growth_referrals"}})
	if err != nil {
		t.Fatal(err)
	}
	doc := markdown(t, p)
	for _, want := range []string{"`/userId`. It was asked for.", "give `learning_ai_common_plat` a container of its own", "+const CONTAINER = 'growth_referrals';", "--name 'growth_referrals' --partition-key-path '/referrerId'"} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(doc, "mindlyst_referrals") {
		t.Error("whoever works with the target needs no other container")
	}
	for _, bad := range []plan.Options{
		{Target: "userId"}, {Split: map[string]string{"nowhere": "x"}}, {Split: map[string]string{"learning_multimodal_memory_agents": "users"}},
		{Split: map[string]string{"learning_multimodal_memory_agents": "referrals"}},
	} {
		bad.Container = "referrals"
		if _, err := plan.Make(context.Background(), s, bad); err == nil {
			t.Errorf("%+v makes a plan", bad)
		}
	}
}

func TestNoPlan(t *testing.T) {
	s := survey(t, filepath.Join(workspaces, "before"))
	if _, err := plan.Make(context.Background(), s, plan.Options{Container: "referals"}); !errors.Is(err, plan.ErrUnknown) || !strings.Contains(err.Error(), "there are referrals, ") {
		t.Error(err)
	}
	if _, err := plan.Make(context.Background(), s, plan.Options{Container: "users"}); !errors.Is(err, plan.ErrConsistent) {
		t.Error(err)
	}
	dir := unpack(t, `
-- package.json --
{"name": "a"}
-- a.ts --
import { CosmosClient } from '@azure/cosmos';
export const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
`)
	if _, err := plan.Make(context.Background(), survey(t, dir), plan.Options{Container: "orders"}); !errors.Is(err, plan.ErrUndeclared) {
		t.Error(err)
	}
}

// TestHistory makes checkouts whose declarations are of different age.
func TestHistory(t *testing.T) {
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- a/cosmos.ts --
import '@azure/cosmos';
// orders has /id
export const containers = {
  orders: { partitionKeyPath: '/id' },
};
-- b/package.json --
{"name": "b"}
-- b/cosmos.ts --
import '@azure/cosmos';
export const containers = {
  orders: { partitionKeyPath: '/customerId' },
};
`)
	commit(t, filepath.Join(dir, "b"), "2020-01-01T00:00:00Z", "add | orders `x`")
	commit(t, filepath.Join(dir, "a"), "2021-01-01T00:00:00Z", "count orders")
	p := planOf(t, dir, plan.Options{Container: "orders"})
	doc := markdown(t, p)
	if !strings.Contains(doc, "The oldest is that in `b/cosmos.ts`.") || !strings.Contains(doc, "`b/cosmos.ts:3` since 2020-01-01: add &#124; orders `x`") {
		t.Error(doc)
	}
	c := p.Causes[0].Commits
	if len(c) != 2 || c[0].Repo != "b" {
		t.Errorf("%+v", c)
	}
}

func commit(t *testing.T, dir, date, subject string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", subject}} {
		c := exec.Command("git", args...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// TestHostile has names and code that would break out of tables, fences and commands.
func TestHostile(t *testing.T) {
	dir := unpack(t, strings.ReplaceAll(`
-- connaudit.yaml --
version: 1
repos: ["a|b", c]
-- a|b/package.json --
{"name": "a"}
-- a|b/x*_y.ts --
import { CosmosClient } from '@azure/cosmos';
interface Doc { id: string; "<b>": 'a|b' | '´´´'; owner: string }
const d = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database("it's $(id)");
export async function run(id: string, owner: string) {
  // ´´´ orders'; rm -rf / # has /id | <script>
  const { container } = await d.containers.createIfNotExists({ id: "or'ders", partitionKey: '/id' });
  return container.item(id, owner).read<Doc>();
}
-- c/package.json --
{"name": "c"}
-- c/y.ts --
import '@azure/cosmos';
export const containers = {
  "or'ders": { partitionKeyPath: '/owner' },
};
`, "´", "`"))
	doc := markdown(t, planOf(t, dir, plan.Options{Container: "or'ders"}))
	fence := ""
	for i, l := range strings.Split(doc, "\n") {
		if ticks := len(l) - len(strings.TrimLeft(l, "`")); ticks >= 3 && (fence == "" || l == fence) {
			if fence == "" {
				fence = strings.Repeat("`", ticks)
			} else {
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		if strings.Contains(l, "<script>") && !strings.Contains(l, "`") || strings.Contains(l, "a|b") && strings.HasPrefix(l, "|") {
			t.Errorf("line %d: %s", i+1, l)
		}
	}
	if fence != "" {
		t.Error("a fence is left open")
	}
	if !strings.Contains(doc, `--name 'or'\''ders'`) || !strings.Contains(doc, `DATABASE='it'\''s $(id)'`) {
		t.Error("a name is not quoted in a command")
	}
	if t.Failed() {
		t.Log(doc)
	}
}

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
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
const client = new CosmosClient({ endpoint: 'https://x', key: 'k' });
export const one = () => client.database('one').containers.createIfNotExists({ id: 'orders', partitionKey: '/address/zip' });
export const two = () => client.database('two').containers.createIfNotExists({ id: 'orders', partitionKey: '/x' });
-- b/package.json --
{"name": "b"}
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
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- a/c.js --
import { CosmosClient } from '@azure/cosmos';
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const containers = { orders: { partitionKeyPath: '/id' } };
export const save = (total, owner) => orders.items.create({ id: 'x', owner, total });
-- b/package.json --
{"name": "b"}
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
	dir := unpack(t, `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
interface Order { id: string; customerId: string }
export const containers = { orders: { partitionKeyPath: '/customerId' }, users: { partitionKeyPath: '/id' } };
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const find = (id: string, customerId: string) => orders.item(id, customerId).read<Order>();
-- b/package.json --
{"name": "b"}
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
