package policy

import (
	"iter"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Option is what can be recommended: a set of modalities to take part in. It is
// written as the codes of its modalities, sorted and joined by "+":
// "individual", "group+individual". Options are compared with ==.
//
// The zero Option is no option; policies refuse it.
type Option string

// OptionOf returns the option with these modalities. Their order does not matter, and neither
// do repetitions.
func OptionOf(modalities ...therapy.Modality) Option {
	sorted := slices.Clone(modalities)
	slices.Sort(sorted)
	var b strings.Builder
	for i, m := range slices.Compact(sorted) {
		if i > 0 {
			b.WriteByte('+')
		}
		b.WriteString(string(m))
	}
	return Option(b.String())
}

// Valid reports whether o has the documented form: at least one modality, each a valid name,
// in strictly ascending order.
func (o Option) Valid() bool {
	previous := therapy.Modality("")
	for m := range o.Modalities() {
		if !m.Valid() || m <= previous {
			return false
		}
		previous = m
	}
	return o != ""
}

// Modalities yields the modalities of the option in the order of their codes.
func (o Option) Modalities() iter.Seq[therapy.Modality] {
	return func(yield func(therapy.Modality) bool) {
		for part := range strings.SplitSeq(string(o), "+") {
			if !yield(therapy.Modality(part)) {
				return
			}
		}
	}
}

// Includes reports whether m is one of the option's modalities.
func (o Option) Includes(m therapy.Modality) bool {
	for each := range o.Modalities() {
		if each == m {
			return true
		}
	}
	return false
}

// Single reports whether the option is one modality on its own.
func (o Option) Single() bool { return o != "" && !strings.Contains(string(o), "+") }

// OptionInfo is an option with its names. The zero OptionInfo is not valid.
type OptionInfo struct {
	Option Option `json:"option"`
	// Name is for clinicians, PlainName for clients. Both are used inside a sentence, so they
	// start in lower case: "individual therapy", "one-to-one therapy".
	Name      string `json:"name"`
	PlainName string `json:"plainName"`
	// About describes the option; see [AboutOf].
	About About `json:"about,omitzero"`
}
