package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// roomy is the size of the heap, in bytes, below which memory is not collected: a run of the program is short, and most
// end before they have used that much.
const roomy = 96 << 20

// leastRoom is how much a heap that is far larger may grow between two collections, in percent of what is alive: Go's own pace. At 70 a
// run over half a gigabyte of code takes a seventh less memory and a tenth more work.
const leastRoom = 100

// paceCollections sets how often memory is collected by the size of what is alive, after each collection anew.
func paceCollections() {
	const start = 4 << 20 // bytes of heap at which Go collects first, at its own pace
	debug.SetGCPercent(roomy / start * 100)
	afterCollection(func() { debug.SetGCPercent(int(max(leastRoom, 100*roomy/max(liveBytes(), 1)))) })
}

// afterCollection calls f after each collection, by means of an object that nobody needs.
func afterCollection(f func()) {
	type sentinel struct{ _ [16]byte }
	var again func(*sentinel)
	again = func(s *sentinel) {
		f()
		runtime.SetFinalizer(s, again)
	}
	runtime.SetFinalizer(&sentinel{}, again)
}

// liveBytes returns the bytes of the heap that the last collection left.
func liveBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return roomy
	}
	return sample[0].Value.Uint64()
}
