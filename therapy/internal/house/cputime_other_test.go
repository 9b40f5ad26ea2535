//go:build !unix

package house_test

import "time"

var start = time.Now()

// cpuTime is the time that has passed, where processor time cannot be had.
func cpuTime() time.Duration { return time.Since(start) }
