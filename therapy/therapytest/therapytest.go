// Package therapytest is for tests of modalities and of types that hold data. In it: checks
// of a descriptor, including everything that the rest of this module relies on ([Run]); a
// check against published figures of programmes ([Programmes]); a check that JSON loses
// nothing ([Encodes]); budgets of allocations ([Allocations]); and golden files ([Golden]).
// Not in it: checks of policies, which are in package recommendtest.
//
//	func TestDescriptor(t *testing.T) { therapytest.Run(t, couples.Descriptor) }
//
// Each case enforces one sentence, which is its documentation. The package uses
// the standard library only.
package therapytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"github.com/therapykit/therapykit/therapy"
)

// Case is one check.
type Case struct {
	// ID is the stable name of the case.
	ID string
	// Sentence is the rule that it enforces.
	Sentence string

	check func(build func() therapy.Descriptor) error
}

// Cases yields the cases in the order in which they are run.
func Cases() iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for _, c := range cases {
			if !yield(c) {
				return
			}
		}
	}
}

// Descriptor runs every case on the descriptors that build returns, and joins the errors.
// Each error starts with the id of its case. build has to return the same descriptor every
// time it is called.
func Descriptor(build func() therapy.Descriptor) error {
	var errs []error
	for _, c := range cases {
		if err := c.check(build); err != nil {
			errs = append(errs, fmt.Errorf("%s: %s: %w", c.ID, c.Sentence, err))
		}
	}
	return errors.Join(errs...)
}

// Run runs every case as a subtest.
func Run(t *testing.T, build func() therapy.Descriptor) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Helper()
			if err := c.check(build); err != nil {
				t.Errorf("%s: %v", c.Sentence, err)
			}
		})
	}
}

// Catalogue checks that the modalities of a catalogue fit together: looking one up returns it
// unchanged, they are in the order of their codes, and their vocabulary does not contradict
// the built-in one.
func Catalogue(c therapy.Catalogue) error {
	var errs []error
	previous := therapy.Modality("")
	for modality, d := range c.All() {
		if modality != d.Modality || modality <= previous {
			errs = append(errs, fmt.Errorf("order: modalities come in the order of their codes: %s after %s", modality, previous))
		}
		previous = modality
		if again, ok := c.Lookup(modality); !ok || !reflect.DeepEqual(again, d) {
			errs = append(errs, fmt.Errorf("lookup: the modality differs from the one that was added: %s", modality))
		}
	}
	if c.Len() == 0 {
		errs = append(errs, errors.New("empty: a catalogue describes at least one modality"))
	}
	vocabulary, err := c.Vocabulary(therapy.Factors())
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("vocabulary: the statements fit the built-in ones: %w", err))...)
	}
	for modality, d := range c.All() {
		for _, in := range d.Indications {
			for f := range in.When.Factors() {
				if _, known := vocabulary.Lookup(f); !known {
					errs = append(errs, fmt.Errorf("statements: every statement of a rule is described: %s in %s of %s", f, in.ID, modality))
				}
			}
		}
	}
	return errors.Join(errs...)
}

var cases = []Case{
	{"valid", "the descriptor is valid and complete", func(build func() therapy.Descriptor) error {
		return build().Validate()
	}},
	{"fresh", "every call returns a new value, so that one caller cannot change the value of another", func(build func() therapy.Descriptor) error {
		one, two := build(), build()
		if !reflect.DeepEqual(one, two) {
			return errors.New("two calls differ")
		}
		for path := range shared(reflect.ValueOf(one), reflect.ValueOf(two), "") {
			return fmt.Errorf("two calls share %s", path)
		}
		return nil
	}},
	{"catalogue", "a catalogue accepts it and returns it unchanged", func(build func() therapy.Descriptor) error {
		c, err := therapy.NewCatalogue(build())
		if err != nil {
			return err
		}
		return Catalogue(c)
	}},
	{"json", "it is the same after encoding and decoding", func(build func() therapy.Descriptor) error {
		d := build()
		b, err := json.Marshal(d)
		if err != nil {
			return err
		}
		var back therapy.Descriptor
		if err := therapy.UnmarshalStrict(b, &back); err != nil {
			return err
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(b) {
			return errors.New("what was read is not what was written")
		}
		return nil
	}},
	{"compare", "it has a text for every key difference, and does not differ from itself", func(build func() therapy.Descriptor) error {
		for _, row := range therapy.Compare(build(), build()) {
			if row.A.Statement == "" || row.A.Statement != row.B.Statement {
				return fmt.Errorf("in %s", row.Dimension)
			}
		}
		return nil
	}},
	{"both-sides", "it names benefits and limits, and has rules for and against", func(build func() therapy.Descriptor) error {
		d, pro, con := build(), false, false
		for _, in := range d.Indications {
			pro = pro || in.Alone > 0 || in.Combined > 0 || in.Grade.Ranks() || in.GradeCombined.Ranks()
			con = con || in.Alone < 0 || in.Combined < 0 || in.Grade.Opposes() || in.Layer == therapy.LayerEligibility
		}
		if !pro || !con {
			return errors.New("the rules speak one way only: add what speaks for it, and what speaks against it or rules it out")
		}
		return nil
	}},
	{"plain-words", "texts for clients do not contain the code of a rule, a statement or a source", func(build func() therapy.Descriptor) error {
		d := build()
		for _, in := range d.Indications {
			for f := range in.When.Factors() {
				if strings.Contains(string(f), "-") && strings.Contains(in.Client, string(f)) {
					return fmt.Errorf("rule %s names %s: write it in words", in.ID, f)
				}
			}
			if strings.Contains(in.Client, in.ID) {
				return fmt.Errorf("rule %s names itself: write it in words", in.ID)
			}
			for _, s := range in.Sources {
				if len(s.ID) > 1 && strings.Contains(in.Client, s.ID) {
					return fmt.Errorf("rule %s names source %s: leave it to the list of sources", in.ID, s.ID)
				}
			}
		}
		return nil
	}},
	{"own-words", "the clinician and the client get different texts", func(build func() therapy.Descriptor) error {
		for _, in := range build().Indications {
			if in.Clinician == in.Client {
				return fmt.Errorf("rule %s: write a different text for the client", in.ID)
			}
		}
		return nil
	}},
	{"satisfiable", "every rule can fire for somebody of its ages", func(build func() therapy.Descriptor) error {
		d := build()
		vocabulary, err := therapy.Factors().With(d.Factors...)
		if err != nil {
			vocabulary = therapy.Factors() // what is wrong with it is another case's
		}
		for _, in := range d.Indications {
			c := therapy.All(in.When, in.Ages.Condition())
			if !in.Question.When.IsZero() {
				c = therapy.All(c, in.Question.When)
			}
			if !vocabulary.Satisfiable(c) {
				return fmt.Errorf("rule %s: no consistent answers make it true: correct its condition or its ages", in.ID)
			}
		}
		return nil
	}},
	{"sizes", "programmes keep to the number of participants, or give the reason in a note", func(build func() therapy.Descriptor) error {
		d := build()
		for _, p := range d.Programmes {
			outside := p.Size.Max > 0 && d.Participants.Clients.Max > 0 && p.Size.Max > d.Participants.Clients.Max ||
				p.Size.Min > 0 && p.Size.Min < d.Participants.Clients.Min
			if outside && p.Note == "" {
				return fmt.Errorf("programme %s: correct its size, or give the reason in its note", p.ID)
			}
		}
		return nil
	}},
	{"safeguarding", "if several people hear what is said, a rule excludes the modality or gives points against it", func(build func() therapy.Descriptor) error {
		d := build()
		if d.Privacy.Leakage <= therapy.LeakageLowest {
			return nil
		}
		for _, in := range d.Indications {
			if in.Layer == therapy.LayerEligibility {
				return nil
			}
		}
		return errors.New("no rule of eligibility: add one for whom the others, or the person, would not be safe in it")
	}},
	{"declinable", "it is not advised to a person who has declined it", func(build func() therapy.Descriptor) error {
		d := build()
		no := therapy.Factor("declines-" + d.Modality)
		if !rulesOut(d, no) {
			return fmt.Errorf("describe the statement %s, and add a rule of eligibility that holds when it is true", no)
		}
		return nil
	}},
	{"children", "it is not advised for a child under 12 unless a rule is about that age", func(build func() therapy.Descriptor) error {
		d := build()
		for _, in := range d.Indications {
			supports := in.Alone > 0 || in.Combined > 0 || in.Grade.Ranks() || in.GradeCombined.Ranks()
			if supports && in.Ages != therapy.AnyAge && in.Ages&therapy.Under12 != 0 {
				return nil
			}
		}
		if !rulesOut(d, therapy.ChildUnder12) {
			return fmt.Errorf("add a rule of eligibility that holds when %s is true, or a rule whose ages include %s", therapy.ChildUnder12, therapy.Under12)
		}
		return nil
	}},
	{"statements-used", "every statement that it adds is used by a rule", func(build func() therapy.Descriptor) error {
		d := build()
		used := map[therapy.Factor]bool{}
		for _, in := range d.Indications {
			for _, c := range []therapy.Condition{in.When, in.RequiredIf, in.If, in.Unless, in.Question.When} {
				for f := range c.Factors() {
					used[f] = true
				}
			}
		}
		for _, info := range d.Factors {
			if !used[info.Factor] {
				return fmt.Errorf("statement %s: write a rule that uses it, or leave it out", info.Factor)
			}
		}
		return nil
	}},
}

// rulesOut reports whether a rule of eligibility holds whenever the statement is true.
func rulesOut(d therapy.Descriptor, f therapy.Factor) bool {
	for _, in := range d.Indications {
		holds := in.When.Eval(func(g therapy.Factor) therapy.Truth {
			if g == f {
				return therapy.True
			}
			return therapy.Unknown
		})
		if in.Layer == therapy.LayerEligibility && in.Ages == therapy.AnyAge && holds == therapy.True {
			return true
		}
	}
	return false
}

// shared yields the places at which two values share memory.
func shared(a, b reflect.Value, path string) iter.Seq[string] {
	return func(yield func(string) bool) { walkShared(a, b, path, yield) }
}

func walkShared(a, b reflect.Value, path string, yield func(string) bool) bool {
	switch a.Kind() {
	case reflect.Slice:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			return yield(path)
		}
		for i := range min(a.Len(), b.Len()) {
			if !walkShared(a.Index(i), b.Index(i), fmt.Sprintf("%s/%d", path, i), yield) {
				return false
			}
		}
	case reflect.Struct:
		if a.Type() == reflect.TypeFor[therapy.Condition]() {
			return true // immutable, and shared on purpose
		}
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() && !walkShared(a.Field(i), b.Field(i), path+"/"+f.Name, yield) {
				return false
			}
		}
	default:
	}
	return true
}
