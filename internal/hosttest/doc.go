// Package hosttest runs the hooks of .pre-commit-hooks.yaml and the steps of action.yml as their hosts do: it holds no code but
// its tests.
//
// The hooks are run by a real pre-commit, in repositories made for the purpose, from a clone of the tree as it is. That needs
// pre-commit, and for the variants in Go the module proxy; these tests have the tag precommit, and fail where either is absent.
//
// No runner of a host is to be had outside of it. What can be run of the action and of the pipelines, their scripts, is run with
// a connaudit that notes how it was called, and that of the action with connaudit itself; the files themselves are checked by actionlint (.ci/run).
package hosttest
