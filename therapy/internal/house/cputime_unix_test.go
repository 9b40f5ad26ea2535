//go:build unix

package house_test

import (
	"syscall"
	"time"
)

// cpuTime is the processor time of this process. Unlike the clock, it does not include the time
// of other programs.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
