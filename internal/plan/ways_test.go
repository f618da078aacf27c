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
	dir := unpack(t, twoRepos+`
-- a/cosmos.ts --
import '@azure/cosmos';
// orders has /id
export const containers = {
  orders: { partitionKeyPath: '/id' },
};
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

// monorepo is a checkout around the repositories of a workspace.
const monorepo = `
-- connaudit.yaml --
version: 1
repos: [apps/a, apps/b]
-- apps/a/package.json --
{"name": "a"}
-- apps/a/src/cosmos.ts --
import '@azure/cosmos';
export const containers = {
  orders: { partitionKeyPath: '/id' },
};
`

// TestHistoryAround asks a checkout that holds several repositories, at first in one commit, then in two, then edited since.
func TestHistoryAround(t *testing.T) {
	const b = "-- apps/b/package.json --\n{}\n-- apps/b/cosmos.ts --\nimport '@azure/cosmos';\nexport const containers = {\n  orders: { partitionKeyPath: '/customerId' },\n};\n"
	first := func(dir string) string {
		return planOf(t, dir, plan.Options{Container: "orders"}).Causes[0].Text
	}
	dir := unpack(t, monorepo+b)
	commit(t, dir, "2020-01-01T00:00:00Z", "all at once")
	if got := first(dir); !strings.HasSuffix(got, " Which came first cannot be told: one commit brought them.") {
		t.Error(got)
	}
	dir = unpack(t, monorepo)
	commit(t, dir, "2020-01-01T10:00:00Z", "one")
	write(t, dir, monorepo+b)
	commit(t, dir, "2020-01-01T11:00:00Z", "two, on the same day")
	if got := first(dir); !strings.HasSuffix(got, " The oldest is that in `a/src/cosmos.ts`.") {
		t.Error(got)
	}
	// Lines that moved since, and one that is not committed as it stands.
	write(t, dir, strings.Replace(monorepo, "export const", "\n\n// two\nexport const", 1)+strings.Replace(b, "customerId", "customer", 1))
	if got := first(dir); !strings.HasSuffix(got, " The oldest of the 1 whose history is at hand is that in `a/src/cosmos.ts`.") {
		t.Error(got)
	}
}

// TestShallowHistory is cut off before the declarations came: the commit that is there did not bring them.
func TestShallowHistory(t *testing.T) {
	from := unpack(t, monorepo+"-- apps/b/c.ts --\nimport '@azure/cosmos';\nexport const containers = { orders: { partitionKeyPath: '/customerId' } };\n")
	commit(t, from, "2020-01-01T00:00:00Z", "one")
	write(t, from, "-- apps/b/c.ts --\nimport '@azure/cosmos';\n\nexport const containers = { orders: { partitionKeyPath: '/customer' } };\n")
	commit(t, from, "2021-01-01T00:00:00Z", "two")
	dir := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.Command("git", "clone", "-q", "--depth", "1", "file://"+from, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := planOf(t, dir, plan.Options{Container: "orders"}).Causes[0]
	if len(c.Commits) != 0 || !strings.HasSuffix(c.Text, "or it is cut off before them.") {
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
