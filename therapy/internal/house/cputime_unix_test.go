//go:build unix

package house_test

import (
	"syscall"
	"time"
)

// cpuTime is the processor time that this process has used: unlike the clock it does not
// count the time that other programs take.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
