package plan_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/bytelyst/connaudit/internal/plan"
)

// twoRepos is a workspace of two repositories, to which a test adds their code.
const twoRepos = `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- b/package.json --
{"name": "b"}
`

// twoSides is two packages that share a container and work with different keys; a and b are the types of their documents.
func twoSides(a, b string) string {
	return twoRepos + fmt.Sprintf(`
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
%s
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const containers = { orders: { partitionKeyPath: '/customerId' } };
export const find = (id: string, customerId: string) => orders.item(id, customerId).read<Order>();
-- b/c.ts --
import { CosmosClient } from '@azure/cosmos';
%s
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const containers = { orders: { partitionKeyPath: '/tenant' } };
export const find = (id: string, tenant: string) => orders.item(id, tenant).read<Job>();
`, a, b)
}

// moveInto is the move of a plan into the container that b gets.
func moveInto(t *testing.T, files string) plan.Move {
	t.Helper()
	p := planOf(t, unpack(t, files), plan.Options{Container: "orders", Target: "/customerId"})
	for _, mv := range p.Moves {
		if mv.Target == "b_orders" {
			return mv
		}
	}
	t.Fatalf("%+v", p.Moves)
	return plan.Move{}
}

// TestConditions has types that tell their documents from others, and their twins that do not.
func TestConditions(t *testing.T) {
	const order = "interface Order { id: string; customerId: string; kind: 'order'; state?: string }"
	for name, c := range map[string]struct{ a, b, condition, undecided string }{
		"a literal":     {order, "interface Job { id: string; tenant: string; kind: 'job' }", `c["kind"] = "job"`, ""},
		"an alias":      {order, "type Kind = 'job' | 'task';\ninterface Job { id: string; tenant: string; kind: Kind }", `c["kind"] IN ("job", "task")`, ""},
		"an enum":       {order, "enum Kind { Job = 'job', Task = 'task' }\ninterface Job { id: string; tenant: string; kind: Kind }", `c["kind"] IN ("job", "task")`, ""},
		"numbers":       {order, "interface Job { id: string; tenant: string; kind: 1 | 2 }", `c["kind"] IN (1, 2)`, ""},
		"a boolean":     {order, "interface Job { id: string; tenant: string; kind: true }", `c["kind"] = true`, ""},
		"or null":       {order, "interface Job { id: string; tenant: string; kind: 'job' | null }", "", "no literal field tells Job from Order"},
		"or undefined":  {order, "interface Job { id: string; tenant: string; kind: 'job' | undefined }", "", "no literal field tells Job from Order"},
		"or any text":   {order, "interface Job { id: string; tenant: string; kind: 'job' | string }", "", "no literal field tells Job from Order"},
		"a bare enum":   {order, "enum Kind { Job, Task = 'task' }\ninterface Job { id: string; tenant: string; kind: Kind }", "", "no literal field tells Job from Order"},
		"the same":      {order, "interface Job { id: string; tenant: string; kind: 'order' }", "", "no literal field tells Job from Order"},
		"no such field": {order, "interface Job { id: string; tenant: string }", `NOT IS_DEFINED(c["kind"])`, ""},
		"escapes":       {order, `interface Job { id: string; tenant: string; kind: 'j\nb' }`, "", "no literal field tells Job from Order"},
	} {
		mv := moveInto(t, twoSides(c.a, c.b))
		if mv.Condition != c.condition || mv.Undecided != c.undecided {
			t.Errorf("%s: %q, %q; want %q, %q", name, mv.Condition, mv.Undecided, c.condition, c.undecided)
		}
		if p := mv.Script().Predicate(); p.SQL != mv.Condition || p.Undecided != mv.Undecided {
			t.Errorf("%s: the script says %+v, the plan %q, %q", name, p, mv.Condition, mv.Undecided)
		}
	}
}

// TestOneNameTwoTypes has types of one name in two repositories, which are two types.
func TestOneNameTwoTypes(t *testing.T) {
	files := strings.ReplaceAll(twoSides("interface Order { id: string; customerId: string; kind: 'order' }", "interface Job { id: string; tenant: string; kind: 'job' }"), "Job", "Order")
	if mv := moveInto(t, files); mv.Condition != `c["kind"] = "job"` {
		t.Errorf("%+v", mv)
	}
}

// TestUnknownNeighbours: where nothing is known of the documents that stay, all documents would be a guess.
func TestUnknownNeighbours(t *testing.T) {
	files := strings.Replace(twoSides("", "interface Job { id: string; tenant: string; kind: 'job' }"), "read<Order>()", "read()", 1)
	if mv := moveInto(t, files); mv.Condition != "" || mv.Undecided != "no type was found of the documents that `a` works with" {
		t.Errorf("%q, %q", mv.Condition, mv.Undecided)
	}
}

// TestSharedType is read by both sides: nothing tells whose documents are whose.
func TestSharedType(t *testing.T) {
	both := "\nimport type { Order } from '../a/types';\nexport const other = (id: string, tenant: string) => orders.item(id, tenant).read<Order>();"
	files := twoSides("import type { Order } from './types';", "interface Job { id: string; tenant: string; kind: 'job' }"+both) +
		"-- a/types.ts --\nexport interface Order { id: string; customerId: string; kind: 'order' }\n"
	files = strings.Replace(files, "repos: [a, b]", "repos: [.]", 1)
	if mv := moveInto(t, files); mv.Condition != "" || mv.Undecided != "no literal field tells Order from Order" {
		t.Errorf("%q, %q", mv.Condition, mv.Undecided)
	}
}

// TestFillFields gives a key of one field to those who lack it; levels and nested fields are for people.
func TestFillFields(t *testing.T) {
	files := twoSides("interface Order { id: string; customerId: string }", "interface Job { id: string; tenant: string }")
	for target, want := range map[string]string{
		"/tenant":             "[]", // the other side moves out
		"/customerId":         "[]",
		"/region":             "[{Order customerId region} {Job tenant region}]",
		"/region,/customerId": "[]",
		"/address/zip":        "[]",
	} {
		p := planOf(t, unpack(t, files), plan.Options{Container: "orders", Target: target})
		mv := p.Moves[len(p.Moves)-1]
		if got := fmt.Sprint(mv.Fill); got != want {
			t.Errorf("%s: %s, want %s", target, got, want)
		}
	}
}

// TestPythonLiterals reads what Python's annotations allow.
func TestPythonLiterals(t *testing.T) {
	for annotation, want := range map[string]string{
		`Literal["web", "shop"]`:           `c["channel"] IN ("web", "shop")`,
		`typing.Literal["web"]`:            `c["channel"] = "web"`,
		`Literal[1, 2]`:                    `c["channel"] IN (1, 2)`,
		`State`:                            `c["channel"] IN ("open", "paid")`,
		`Optional[State]`:                  "",
		`Literal["web"] | None`:            "",
		`Literal["web", None]`:             "",
		`Literal["web", State.OPEN]`:       "",
		`Literal["web"] | Literal["shop"]`: "",
		`Literal[-1]`:                      "",
		`Literal["a\x41"]`:                 "",
		`list[Literal["web"]]`:             "",
	} {
		files := `
-- connaudit.yaml --
version: 1
repos: [a, b]
-- a/package.json --
{"name": "a"}
-- a/c.ts --
import { CosmosClient } from '@azure/cosmos';
interface Order { id: string; customerId: string; channel: 'order' }
const orders = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d').container('orders');
export const containers = { orders: { partitionKeyPath: '/customerId' } };
export const find = (id: string, customerId: string) => orders.item(id, customerId).read<Order>();
-- b/pyproject.toml --
[project]
name = "b"
-- b/c.py --
import typing
from enum import Enum
from typing import Literal, Optional
from azure.cosmos import CosmosClient, PartitionKey
from pydantic import BaseModel

class State(str, Enum):
    """Where it is."""
    OPEN = "open"
    PAID = "paid"

class Job(BaseModel):
    id: str
    tenant: str
    channel: ` + annotation + `

database = CosmosClient("https://x", "k").get_database_client("d")
orders = database.create_container_if_not_exists(id="orders", partition_key=PartitionKey(path="/tenant"))

def save(job: Job) -> None:
    orders.upsert_item(job.model_dump())

def find(id: str, tenant: str):
    return orders.read_item(item=id, partition_key=tenant)
`
		if mv := moveInto(t, files); mv.Condition != want {
			t.Errorf("%s: %q (%s), want %q", annotation, mv.Condition, mv.Undecided, want)
		}
	}
}

// TestUnnamed has containers whose names are made at run time: that may be this one, and whose beginning says that they are not.
func TestUnnamed(t *testing.T) {
	files := twoSides("interface Order { id: string; customerId: string }", "interface Job { id: string; tenant: string }") + `
-- b/open.ts --
import { CosmosClient } from '@azure/cosmos';
const database = new CosmosClient({ endpoint: 'https://x', key: 'k' }).database('d');
export const any = (name: string, id: string, key: string) => database.container(name).item(id, key).read();
export const some = (name: string, id: string, key: string) => database.container(\x60ord\x24{name}\x60).item(id, key).read();
export const other = (name: string, id: string, key: string) => database.container(\x60t_\x24{name}\x60).item(id, key).read();
`
	files = strings.NewReplacer(`\x60`, "`", `\x24`, "$").Replace(files)
	p := planOf(t, unpack(t, files), plan.Options{Container: "orders"})
	var got []string
	for _, n := range p.Notes {
		if place, ok := strings.CutPrefix(n, "The name of the container at `"); ok {
			got = append(got, place[:strings.Index(place, "`")])
		}
	}
	if fmt.Sprint(got) != "[b/open.ts:3 b/open.ts:4]" {
		t.Errorf("%q", p.Notes)
	}
	one := unpack(t, strings.ReplaceAll(files, "tenant", "customerId"))
	_, err := plan.Make(context.Background(), survey(t, one), plan.Options{Container: "orders"})
	if err == nil || !strings.HasSuffix(err.Error(), "; 2 places have a container whose name could not be read, such as b/open.ts:3") {
		t.Error(err)
	}
}
