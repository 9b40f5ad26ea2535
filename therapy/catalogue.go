package therapy

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"
)

// Catalogue is an immutable set of described modalities. A modality does not register itself:
// the program that builds a catalogue passes the descriptors. The zero Catalogue is empty and
// usable. A Catalogue is safe for concurrent use.
type Catalogue struct {
	entries []Descriptor // sorted by code
}

// NewCatalogue checks and copies the descriptors: each must be valid, and no two may have the
// same modality, rule id or factor. It reports everything wrong at once; the paths begin with
// /0, /1 …, in the order given.
func NewCatalogue(ds ...Descriptor) (Catalogue, error) {
	var errs []error
	modalities, rules, factors := map[Modality]bool{}, map[string]bool{}, map[Factor]bool{}
	entries := make([]Descriptor, len(ds))
	for i, d := range ds {
		place := Pointer(strconv.Itoa(i))
		errs = append(errs, At(place, d.Validate()))
		if modalities[d.Modality] {
			errs = append(errs, &FieldError{Path: place + "/modality", Rule: "modality-duplicate", Err: ErrDuplicate})
		}
		for j, in := range d.Indications {
			if rules[in.ID] {
				errs = append(errs, &FieldError{Path: place + Pointer("indications", strconv.Itoa(j), "id"), Rule: "rule-duplicate-in-catalogue", Err: ErrDuplicate})
			}
		}
		for j, f := range d.Factors {
			if factors[f.Factor] {
				errs = append(errs, &FieldError{Path: place + Pointer("factors", strconv.Itoa(j), "factor"), Rule: "factor-duplicate-in-catalogue", Err: ErrDuplicate})
			}
		}
		// Only now, so that a repetition inside one descriptor is not reported twice.
		modalities[d.Modality] = true
		for _, in := range d.Indications {
			rules[in.ID] = true
		}
		for _, f := range d.Factors {
			factors[f.Factor] = true
		}
		entries[i] = d.Clone()
	}
	if err := errors.Join(errs...); err != nil {
		return Catalogue{}, err
	}
	slices.SortFunc(entries, func(a, b Descriptor) int { return cmp.Compare(a.Modality, b.Modality) })
	return Catalogue{entries: entries}, nil
}

// With returns a catalogue with the descriptors added. A descriptor of a modality that c has
// replaces the one in c. The paths in its errors count the descriptors that stay first, from
// /0, and then the new ones.
func (c Catalogue) With(ds ...Descriptor) (Catalogue, error) {
	kept := make([]Descriptor, 0, len(c.entries)+len(ds))
	for _, old := range c.entries {
		if !slices.ContainsFunc(ds, func(d Descriptor) bool { return d.Modality == old.Modality }) {
			kept = append(kept, old)
		}
	}
	return NewCatalogue(append(kept, ds...)...)
}

// Lookup returns a copy of the descriptor of m.
func (c Catalogue) Lookup(m Modality) (Descriptor, bool) {
	i, ok := slices.BinarySearchFunc(c.entries, m, func(d Descriptor, m Modality) int { return cmp.Compare(d.Modality, m) })
	if !ok {
		return Descriptor{}, false
	}
	return c.entries[i].Clone(), true
}

// All yields the modalities and copies of their descriptors, in the order of
// their codes.
func (c Catalogue) All() iter.Seq2[Modality, Descriptor] {
	return func(yield func(Modality, Descriptor) bool) {
		for _, d := range c.entries {
			if !yield(d.Modality, d.Clone()) {
				return
			}
		}
	}
}

// Len returns the number of modalities.
func (c Catalogue) Len() int { return len(c.entries) }

// Vocabulary returns base with the factors that come with the descriptors, in
// the order of the modalities' codes.
func (c Catalogue) Vocabulary(base Vocabulary) (Vocabulary, error) {
	var infos []FactorInfo
	for _, d := range c.entries {
		infos = append(infos, d.Factors...)
	}
	return base.With(infos...)
}
