//go:build !unix

package recommend_test

import "time"

var start = time.Now()

// cpuTime is the elapsed time, on systems without a way to read processor time.
func cpuTime() time.Duration { return time.Since(start) }
