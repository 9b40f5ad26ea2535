package therapy

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Factor names a statement about a person's situation that can be answered with yes or no and
// that matters for the choice of a format of therapy. It is an open vocabulary of lower-case
// words joined by hyphens ([ValidName]).
//
// The constants of this package are the factors of its built-in taxonomy. Other packages
// declare their own factors as constants of this type and describe them with a [FactorInfo].
type Factor string

// FactorInfo describes a factor: its meaning, the question to ask, its exclusions and its
// sources. The zero FactorInfo is not valid.
type FactorInfo struct {
	// Factor is the name.
	Factor Factor `json:"factor"`
	// Row is the row of the taxonomy the factor comes from, such as "F29".
	Row string `json:"row,omitempty"`
	// Layer is the first layer in which the statement counts.
	Layer Layer `json:"layer"`
	// Question is a yes-or-no question that a clinician can ask the person, or answer from
	// the record.
	Question string `json:"question"`
	// PlainQuestion asks the person themselves the same thing in plain words. If it is empty,
	// Question is used; see [FactorInfo.ToClient].
	PlainQuestion string `json:"plainQuestion,omitempty"`
	// Discretion says how much about the factor may be written in a text for the person,
	// which others may read.
	Discretion Discretion `json:"discretion,omitzero"`
	// Asking says where in a form it is asked, when, and who is asked.
	Asking Asking `json:"asking,omitzero"`
	// Alarm says what it means for safety. Zero means nothing.
	Alarm Alarm `json:"alarm,omitempty"`
	// Definition says in one line when the answer is yes.
	Definition string `json:"definition"`
	// Excludes lists the factors that cannot be true together with this one: the other age
	// bands, the other format preferences, "risk not assessed" for "no acute risk". A yes
	// to this one answers those with no. Exclusion is mutual: [NewVocabulary] requires both
	// to name each other.
	Excludes []Factor `json:"excludes,omitempty"`
	// Sources say where the factor comes from.
	Sources []Source `json:"sources"`
}

// ToClient returns the question to ask the person: PlainQuestion, or Question if that is
// empty.
func (f FactorInfo) ToClient() string {
	if f.PlainQuestion != "" {
		return f.PlainQuestion
	}
	return f.Question
}

// Validate reports everything wrong with the description. It does not check that the excluded
// factors exist; [NewVocabulary] checks that.
func (f FactorInfo) Validate() error {
	var errs []error
	if !ValidName(string(f.Factor)) {
		errs = append(errs, &FieldError{Path: "/factor", Rule: "factor-name", Err: ErrSyntax})
	}
	if !f.Layer.Valid() {
		errs = append(errs, &FieldError{Path: "/layer", Rule: "factor-layer", Err: ErrRequired})
	}
	if q := strings.TrimSpace(f.Question); q == "" || !strings.HasSuffix(q, "?") {
		errs = append(errs, &FieldError{Path: "/question", Rule: "factor-question", Hint: "a question that ends with a question mark", Err: ErrRequired})
	}
	if q := strings.TrimSpace(f.PlainQuestion); q != "" && !strings.HasSuffix(q, "?") {
		errs = append(errs, &FieldError{Path: "/plainQuestion", Rule: "factor-plain-question", Hint: "a question that ends with a question mark", Err: ErrSyntax})
	}
	if f.Discretion >= numDiscretions {
		errs = append(errs, &FieldError{Path: "/discretion", Rule: "factor-discretion", Err: ErrUnknown})
	}
	errs = append(errs, At("/asking", f.Asking.validate()))
	if f.Alarm >= numAlarms {
		errs = append(errs, &FieldError{Path: "/alarm", Rule: "factor-alarm", Err: ErrUnknown})
	}
	if strings.TrimSpace(f.Definition) == "" {
		errs = append(errs, &FieldError{Path: "/definition", Rule: "factor-definition", Err: ErrRequired})
	}
	for i, other := range f.Excludes {
		place := Pointer("excludes", strconv.Itoa(i))
		switch {
		case other == f.Factor:
			errs = append(errs, &FieldError{Path: place, Rule: "factor-excludes-itself", Err: ErrContradiction})
		case slices.Contains(f.Excludes[:i], other):
			errs = append(errs, &FieldError{Path: place, Rule: "factor-excludes-twice", Err: ErrDuplicate})
		}
	}
	errs = append(errs, At("/sources", ValidateSources(f.Sources)))
	return errors.Join(errs...)
}

// Vocabulary is an immutable set of described factors in a fixed order. The
// zero Vocabulary is empty and usable. It is safe for concurrent use.
type Vocabulary struct {
	infos []FactorInfo
	index map[Factor]int
}

// NewVocabulary checks and copies the descriptions. Each must be valid, and no factor may
// occur twice. Exclusions must be mutual and name factors of the same vocabulary.
// NewVocabulary keeps the order given. It reports everything wrong at once; the paths begin
// with /0, /1 …, in that order.
func NewVocabulary(infos ...FactorInfo) (Vocabulary, error) {
	v := Vocabulary{infos: make([]FactorInfo, len(infos)), index: make(map[Factor]int, len(infos))}
	var errs []error
	for i, info := range infos {
		place := Pointer(strconv.Itoa(i))
		errs = append(errs, At(place, info.Validate()))
		if _, twice := v.index[info.Factor]; twice {
			errs = append(errs, &FieldError{Path: place + "/factor", Rule: "factor-duplicate", Err: ErrDuplicate})
		}
		v.index[info.Factor] = i
		v.infos[i] = info.clone()
	}
	for i, info := range v.infos {
		for j, other := range info.Excludes {
			place := Pointer(strconv.Itoa(i), "excludes", strconv.Itoa(j))
			k, known := v.index[other]
			switch {
			case !known:
				errs = append(errs, &FieldError{Path: place, Rule: "factor-excludes-unknown", Err: ErrReference})
			case !slices.Contains(v.infos[k].Excludes, info.Factor):
				errs = append(errs, &FieldError{Path: place, Rule: "factor-excludes-one-way", Err: ErrContradiction})
			}
		}
		for member, condition := range info.Asking.conditions() {
			for f := range condition.Factors() {
				if _, known := v.index[f]; !known {
					errs = append(errs, &FieldError{Path: Pointer(strconv.Itoa(i), "asking", member), Rule: "factor-asking-unknown", Err: ErrReference})
					break
				}
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Vocabulary{}, err
	}
	return v, nil
}

// With returns a vocabulary with the descriptions added at the end. If a new description
// excludes factors of v, those factors then exclude it too. So another package can extend an
// exclusion without a change to this one. The paths in errors count the descriptions of v
// first, from /0, and then the new ones.
func (v Vocabulary) With(infos ...FactorInfo) (Vocabulary, error) {
	all := make([]FactorInfo, 0, len(v.infos)+len(infos))
	for _, info := range v.infos {
		all = append(all, info.clone())
	}
	for _, info := range infos {
		for _, other := range info.Excludes {
			if k, known := v.index[other]; known && !slices.Contains(all[k].Excludes, info.Factor) {
				all[k].Excludes = append(all[k].Excludes, info.Factor)
			}
		}
	}
	return NewVocabulary(append(all, infos...)...)
}

// Len returns the number of factors.
func (v Vocabulary) Len() int { return len(v.infos) }

// Has reports whether the vocabulary describes f.
func (v Vocabulary) Has(f Factor) bool {
	_, ok := v.index[f]
	return ok
}

// Lookup returns the description of f. It copies the sources and the exclusions. If you do
// not need these, [Vocabulary.Outline] and [Vocabulary.Excluded] do not allocate.
func (v Vocabulary) Lookup(f Factor) (FactorInfo, bool) {
	i, ok := v.index[f]
	if !ok {
		return FactorInfo{}, false
	}
	return v.infos[i].clone(), true
}

// Outline returns the description of f without its sources and exclusions. It allocates
// nothing.
func (v Vocabulary) Outline(f Factor) (FactorInfo, bool) {
	i, ok := v.index[f]
	if !ok {
		return FactorInfo{}, false
	}
	info := v.infos[i]
	info.Excludes, info.Sources = nil, nil
	return info, true
}

// Excluded yields the factors that a yes to f answers with no, in the order in which the
// description lists them.
func (v Vocabulary) Excluded(f Factor) iter.Seq[Factor] {
	return func(yield func(Factor) bool) {
		i, ok := v.index[f]
		if !ok {
			return
		}
		for _, other := range v.infos[i].Excludes {
			if !yield(other) {
				return
			}
		}
	}
}

// Excludes reports whether a yes to f answers the other factor with no. A yes to the other
// then answers f with no, too.
func (v Vocabulary) Excludes(f, other Factor) bool {
	i, ok := v.index[f]
	return ok && slices.Contains(v.infos[i].Excludes, other)
}

// Names yields the factors in the order in which they were given.
func (v Vocabulary) Names() iter.Seq[Factor] {
	return func(yield func(Factor) bool) {
		for i := range v.infos {
			if !yield(v.infos[i].Factor) {
				return
			}
		}
	}
}

// All yields the factors and their descriptions in the order in which they were
// given.
func (v Vocabulary) All() iter.Seq2[Factor, FactorInfo] {
	return func(yield func(Factor, FactorInfo) bool) {
		for _, info := range v.infos {
			if !yield(info.Factor, info.clone()) {
				return
			}
		}
	}
}

// Suggest returns the factor that a mistyped name most likely meant; see [Nearest].
func (v Vocabulary) Suggest(name string) (Factor, bool) {
	return Nearest(Factor(name), maps.Keys(v.index))
}

func (f FactorInfo) clone() FactorInfo {
	f.Excludes = slices.Clone(f.Excludes)
	f.Sources = slices.Clone(f.Sources)
	return f
}
