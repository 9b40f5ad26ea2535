package search

import "math/bits"

// mulDiv returns a·b/c rounded towards zero, without overflow in between, and
// the largest int64 of the right sign where the result does not fit. c > 0.
func mulDiv(a, b, c int64) int64 {
	negative := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	const most = 1<<63 - 1
	q := uint64(most)
	if hi < uint64(c) {
		q, _ = bits.Div64(hi, lo, uint64(c))
		q = min(q, most)
	}
	if negative {
		return -int64(q)
	}
	return int64(q)
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}
