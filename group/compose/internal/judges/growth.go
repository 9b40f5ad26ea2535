//go:build unix

package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// kinds are the families that are compared, and of which growth is measured.
var kinds = []struct {
	name   string
	family waitlist.Family
}{
	{"clinic", waitlist.Clinic},
	{"clinic4", waitlist.Clinic4},
	{"clinic5", waitlist.Clinic5},
	{"conflict", waitlist.Conflict},
	{"minimum", waitlist.Minimum},
}

// grown returns a family with n clients and everything else in proportion: one region for every
// 1,500 people. The share of groups online, which people of all regions could join, is smaller
// on larger lists, so that each person has about as many groups to choose from on every list.
// With everywhere the share stays as it is; then pairs grow with the square of the list.
func grown(f waitlist.Family, n int, everywhere bool) waitlist.Family {
	f.Groups, f.Conflicts, f.Regions = n*f.Groups/f.Clients, n*f.Conflicts/f.Clients, max(1, n/1500)
	if !everywhere {
		f.Online = max(1, f.Online/f.Regions)
	}
	f.Clients = n
	return f
}

// growth solves one list of each size and family, and prints time, memory, result and gap.
func growth(sizes, families string, seed int64, everywhere bool) {
	fmt.Println("clients\tfamily\tgroups\tcpu s\tµs a client\tallocated kB a client\theld kB a client\tgap %\tproven")
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		exit(err)
		for _, kind := range kinds {
			if families == "" || slices.Contains(strings.Split(families, ","), kind.name) {
				fmt.Printf("%d\t%s\t", n, kind.name)
				measure(waitlist.Generate(grown(kind.family, n, everywhere), seed))
			}
		}
	}
}

func measure(p compose.Problem) {
	n := len(p.Clients)
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
	fmt.Printf("%d\t%.2f\t%.0f\t%.1f\t%.1f\t%.4f\t%v/%v\n", len(p.Groups), took.Seconds(),
		float64(took.Microseconds())/float64(n), float64(allocated)/1e3/float64(n), float64(held)/1e3/float64(n),
		100*float64(r.Gap())/float64(max(1, score.Placing)), r.PlacingProven(), r.FitProven())
}

// heap is the memory of all objects, including those that are not yet swept.
func heap() int64 { return gauge("/memory/classes/heap/objects:bytes") }

// total is what has been allocated since the start.
func total() int64 { return gauge("/gc/heap/allocs:bytes") }

func gauge(name string) int64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

// watch measures the heap two hundred times a second. The function that it returns stops it and
// gives the largest value.
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
