// Profile runs one check and writes where its time and memory went, for go tool pprof:
//
//	go run ./bench/profile -cpu cpu.out -heap heap.out DIR...
//
// It stops the run at the time limit and writes the profile of what was done so far, so that an input on which the check never
// ends can be looked into.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/bytelyst/connaudit/internal/cache"
	"github.com/bytelyst/connaudit/internal/engine"
)

func main() {
	cpu := flag.String("cpu", "", "write the CPU profile to this `file`")
	heap := flag.String("heap", "", "write the profile of allocations to this `file`")
	live := flag.String("live", "", "write what is alive when all facts are made to this `file`")
	limit := flag.Duration("limit", 10*time.Minute, "stop after this `time`")
	workers := flag.Int("workers", 0, "work on this `number` of files at a time")
	folder := flag.String("cache", "", "take results from this `folder`, and keep them there")
	flag.Parse()
	o := engine.Options{Dir: ".", Paths: flag.Args(), Workers: *workers, Timing: true}
	o.Progress = func(phase string, done, _ int) {
		if *live != "" && phase == "check" && done == 0 {
			if err := writeHeap(*live, "heap"); err != nil {
				fmt.Fprintln(os.Stderr, "profile:", err)
			}
		}
	}
	if *folder != "" {
		store, err := cache.Open(*folder, "profile")
		if err != nil {
			fmt.Fprintln(os.Stderr, "profile:", err)
			os.Exit(1)
		}
		o.Cache, o.Timing = store, false
	}
	if err := run(*cpu, *heap, *limit, o); err != nil {
		fmt.Fprintln(os.Stderr, "profile:", err)
		os.Exit(1)
	}
}

func run(cpu, heap string, limit time.Duration, o engine.Options) (err error) {
	if cpu != "" {
		file, err := os.Create(cpu)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	start := time.Now()
	done := make(chan error, 1)
	go func() {
		result, err := engine.Check(ctx, o)
		if result != nil {
			fmt.Printf("%d findings, %d of %d files parsed\n", len(result.Findings), result.Stats.FilesParsed, result.Stats.Files)
		}
		done <- err
	}()
	// The check is not waited for: whether it honours the limit is one of the questions.
	select {
	case err = <-done:
	case <-time.After(limit + time.Second):
		err = fmt.Errorf("did not end within %v of its limit", time.Second)
	}
	fmt.Printf("%.3f s\n", time.Since(start).Seconds())
	if heap != "" {
		return writeHeap(heap, "allocs")
	}
	return err
}

func writeHeap(name, profile string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	runtime.GC()
	if err := pprof.Lookup(profile).WriteTo(file, 0); err != nil {
		return err
	}
	return file.Close()
}
