package compose

import "math/bits"

// wide is an integer of 128 bits, for the sums of verifiers: no input of a verifier is so
// large that a sum overflows. The zero wide is 0.
type wide struct {
	high int64
	low  uint64
}

// plus returns w + v.
func (w wide) plus(v int64) wide { return w.plusWide(wide{v >> 63, uint64(v)}) }

// plusWide returns w + v.
func (w wide) plusWide(v wide) wide {
	low, carry := bits.Add64(w.low, v.low, 0)
	high, _ := bits.Add64(uint64(w.high), uint64(v.high), carry)
	return wide{int64(high), low}
}

// minus returns w - v.
func (w wide) minus(v int64) wide { return w.minusWide(wide{v >> 63, uint64(v)}) }

// minusWide returns w - v.
func (w wide) minusWide(v wide) wide {
	low, borrow := bits.Sub64(w.low, v.low, 0)
	high, _ := bits.Sub64(uint64(w.high), uint64(v.high), borrow)
	return wide{int64(high), low}
}

// times returns the product of two numbers.
func times(a, b int64) wide {
	high, low := bits.Mul64(uint64(a), uint64(b))
	// The unsigned product of two's complements is too large: for each negative factor, by
	// the other factor shifted by 64 bits.
	return wide{int64(high) - a>>63&b - b>>63&a, low}
}

// less reports whether w < v.
func (w wide) less(v wide) bool {
	return w.high < v.high || w.high == v.high && w.low < v.low
}

// shifted returns the floor of w / 2^n for 0 < n < 64, and whether it fits an int64.
func (w wide) shifted(n uint) (v int64, fits bool) {
	v = int64(w.low>>n | uint64(w.high)<<(64-n))
	return v, w.high>>n == v>>63
}

// scaled returns w times a number that is not negative. w must be far from the ends of the
// range.
func (w wide) scaled(by int64) wide {
	high, low := bits.Mul64(w.low, uint64(by))
	return wide{int64(high) + w.high*by, low}
}
