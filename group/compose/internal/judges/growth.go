//go:build unix

package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// growth solves one list of each size, of the clinic family with everything in proportion
// and a region for every 1,500 people, and prints what it takes and what is certified.
func growth(sizes string, seed int64) {
	fmt.Println("clients\tgroups\tcpu s\tµs a client\tallocated kB a client\theld kB a client\tgap %\tproven")
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		exit(err)
		f := waitlist.Clinic
		f.Groups, f.Conflicts, f.Regions = n*f.Groups/f.Clients, n*f.Conflicts/f.Clients, max(1, n/1500)
		f.Clients = n
		p := waitlist.Generate(f, seed)
		runtime.GC()
		base, allocated, before := heap(), total(), cpu()
		most := watch()
		r, err := compose.Solve(context.Background(), p, compose.Options{})
		took := cpu() - before
		allocated = total() - allocated
		held := most() - base
		exit(err)
		score, err := compose.Check(p, r.Assignment)
		exit(err)
		bound, err := r.PlacingBound.Verify(context.Background(), p)
		exit(err)
		if score != r.Score || bound < score.Placing {
			exit(fmt.Errorf("%d clients: a claim does not check", n))
		}
		fmt.Printf("%d\t%d\t%.2f\t%.0f\t%.1f\t%.1f\t%.4f\t%v/%v\n", n, len(p.Groups), took.Seconds(),
			float64(took.Microseconds())/float64(n), float64(allocated)/1e3/float64(n), float64(held)/1e3/float64(n),
			100*float64(r.Gap())/float64(max(1, score.Placing)), r.PlacingProven(), r.FitProven())
	}
}

// heap is what objects take, those included that are not yet swept away.
func heap() int64 { return gauge("/memory/classes/heap/objects:bytes") }

// total is what has been allocated since the start.
func total() int64 { return gauge("/gc/heap/allocs:bytes") }

func gauge(name string) int64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

// watch looks at the heap two hundred times a second, and says the most it has seen when
// asked.
func watch() (most func() int64) {
	stop, seen := make(chan struct{}), make(chan int64)
	go func() {
		top := heap()
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				top = max(top, heap())
			case <-stop:
				seen <- max(top, heap())
				return
			}
		}
	}()
	return func() int64 { close(stop); return <-seen }
}
