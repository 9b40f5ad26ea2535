package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestLoad lets signed-in users look at charts and at their day, with pauses, and prints how long
// they waited. CLINIC_LOAD says how many users; they stay for 20 seconds. With
// CLINIC_TEST_POSTGRES it also runs on PostgreSQL. No request may fail. The times are only
// printed, because other work on the machine changes them more than the code does.
func TestLoad(t *testing.T) {
	users, _ := strconv.Atoi(os.Getenv("CLINIC_LOAD"))
	if users == 0 {
		t.Skip("CLINIC_LOAD says no number of users: nothing is loaded")
	}
	t.Run("sqlite", func(t *testing.T) { load(newClinic(t), min(users, 500)) })
	if os.Getenv("CLINIC_TEST_POSTGRES") != "" {
		t.Run("postgres", func(t *testing.T) { load(newPostgresClinic(t), min(users, 500)) })
	}
}

const (
	loadTime = 20 * time.Second
	think    = 10 * time.Second
)

func load(c *clinic, users int) {
	c.Helper()
	own := map[string][]string{
		"maya": {"/", "/client/client-1", "/client/client-2", "/client/client-3"}, "tom": {"/", "/client/client-8", "/client/client-9"},
		"anna": {"/client/client-1"}, "bert": {"/client/client-2"}, "hana": {"/client/client-8"},
	}
	names := []string{"maya", "tom", "anna", "bert", "hana"}
	signedIn := make([]*browser, len(names))
	for i, name := range names { // several users share a cookie, as with several tabs
		signedIn[i] = c.as(name)
	}
	var (
		mu    sync.Mutex
		waits []time.Duration
		wrong int
		all   sync.WaitGroup
	)
	end := time.Now().Add(loadTime)
	for user := range users {
		all.Go(func() {
			b, pages := signedIn[user%len(names)], own[names[user%len(names)]]
			rng := rand.New(rand.NewPCG(uint64(user), 1)) //nolint:gosec // not a secret
			time.Sleep(time.Duration(rng.Int64N(int64(think))))
			for time.Now().Before(end) {
				begun := time.Now()
				r, err := http.NewRequestWithContext(c.Context(), http.MethodGet, c.url+pages[rng.IntN(len(pages))], nil)
				if err != nil {
					return
				}
				answer, err := b.http.Do(r)
				waited := time.Since(begun)
				mu.Lock()
				if waits = append(waits, waited); err != nil || answer.StatusCode != http.StatusOK {
					wrong++
				}
				mu.Unlock()
				if err == nil {
					_ = answer.Body.Close()
				}
				time.Sleep(think/2 + time.Duration(rng.Int64N(int64(think))))
			}
		})
	}
	all.Wait()
	require.NotEmpty(c, waits)
	require.Zero(c, wrong, "of %d answers", len(waits))
	slices.Sort(waits)
	at := func(share float64) time.Duration {
		return waits[int(share*float64(len(waits)-1))].Round(time.Millisecond)
	}
	fmt.Printf("%s: %d users, %d pages, none refused; median %v, 95 %% within %v, slowest %v\n", c.Name(), users, len(waits), at(0.5), at(0.95), at(1))
}
