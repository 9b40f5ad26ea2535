package compose

import "math/bits"

// int128 is an integer of 128 bits, for the sums of verifiers: no input of a verifier is so
// large that a sum overflows. The zero int128 is 0.
type int128 struct {
	high int64
	low  uint64
}

// addInt returns w + v.
func (w int128) addInt(v int64) int128 { return w.add(int128{v >> 63, uint64(v)}) }

// add returns w + v.
func (w int128) add(v int128) int128 {
	low, carry := bits.Add64(w.low, v.low, 0)
	high, _ := bits.Add64(uint64(w.high), uint64(v.high), carry)
	return int128{int64(high), low}
}

// subtractInt returns w - v.
func (w int128) subtractInt(v int64) int128 { return w.subtract(int128{v >> 63, uint64(v)}) }

// subtract returns w - v.
func (w int128) subtract(v int128) int128 {
	low, borrow := bits.Sub64(w.low, v.low, 0)
	high, _ := bits.Sub64(uint64(w.high), uint64(v.high), borrow)
	return int128{int64(high), low}
}

// times returns the product of two numbers.
func times(a, b int64) int128 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	// The unsigned product of two's complements is too large: for each negative factor, by
	// the other factor shifted by 64 bits.
	return int128{int64(high) - a>>63&b - b>>63&a, low}
}

// less reports whether w < v.
func (w int128) less(v int128) bool {
	return w.high < v.high || w.high == v.high && w.low < v.low
}

// shifted returns the floor of w / 2^n for 0 < n < 64, and whether it fits an int64.
func (w int128) shifted(n uint) (v int64, fits bool) {
	v = int64(w.low>>n | uint64(w.high)<<(64-n))
	return v, w.high>>n == v>>63
}

// scaled returns w times a number that is not negative. w must be far from the ends of the
// range.
func (w int128) scaled(by int64) int128 {
	high, low := bits.Mul64(w.low, uint64(by))
	return int128{int64(high) + w.high*by, low}
}
