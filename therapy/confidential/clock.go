package confidential

import (
	"sync/atomic"
	"time"
)

// ClockTolerance is how much earlier than the latest disclosure the time of a request may be:
// the clocks of several machines differ, and requests may arrive in another order. Earlier
// requests are refused, and a [Log] accepts no earlier disclosure: with a time in the past, a
// revoked consent or an emergency access that has ended would count again. Times in the
// future are not checked; take the time of a request from the clock of the service, never
// from the person who asks.
const ClockTolerance = 5 * time.Minute

// clock is the latest time of a disclosure. The zero clock knows of none.
type clock struct{ seconds atomic.Int64 }

// epoch is added so that the seconds of every year that can be written are positive.
const epoch = 1 << 40

// reached records the time of a disclosure.
func (c *clock) reached(t time.Time) {
	s := t.Unix() + epoch
	for {
		known := c.seconds.Load()
		if t.IsZero() || s <= known || c.seconds.CompareAndSwap(known, s) {
			return
		}
	}
}

// before reports whether the time is earlier than the tolerance allows.
func (c *clock) before(t time.Time) bool {
	s := c.seconds.Load()
	return s > 0 && t.Unix()+epoch < s-int64(ClockTolerance/time.Second)
}

// timed is an auditor that knows the latest time of a disclosure.
type timed interface{ before(time.Time) bool }

// backdated reports whether the time is too far before the latest disclosure of the gate, or
// before the latest one that its auditor knows.
func (g *Gate) backdated(t time.Time) bool {
	if g.times.before(t) {
		return true
	}
	a, ok := g.auditor.(timed)
	return ok && a.before(t)
}
