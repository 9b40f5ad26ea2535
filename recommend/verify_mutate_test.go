package recommend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
)

// rearrangements drops each member and element of a text, repeats it, or swaps it with the next
// one, and reverses each list and object.
func rearrangements(tb testing.TB, text json.RawMessage, path string) []change {
	tb.Helper()
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	_, err := dec.Token()
	require.NoError(tb, err)
	var keys []string // the name with the colon, "" in a list
	var values []json.RawMessage
	for dec.More() {
		key := ""
		if text[0] == '{' {
			name, err := dec.Token()
			require.NoError(tb, err)
			key = fmt.Sprintf("%q:", name)
		}
		var value json.RawMessage
		require.NoError(tb, dec.Decode(&value))
		keys, values = append(keys, key), append(values, value)
	}
	whole := func(order []int, at int, inner []byte) []byte {
		out := []byte{text[0]}
		for n, i := range order {
			if n > 0 {
				out = append(out, ',')
			}
			value := []byte(values[i])
			if i == at {
				value = inner
			}
			out = append(append(out, keys[i]...), value...)
		}
		return append(out, text[len(text)-1])
	}
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	var list []change
	arranged := func(what string, order []int) {
		list = append(list, change{path + " " + what, func() []byte { return whole(order, -1, nil) }})
	}
	for i := range values {
		at := fmt.Sprintf("%d ", i)
		if keys[i] != "" {
			at = keys[i] + " "
		}
		arranged(at+"dropped", slices.Delete(slices.Clone(order), i, i+1))
		arranged(at+"repeated", slices.Insert(slices.Clone(order), i, i))
		if i > 0 {
			swapped := slices.Clone(order)
			swapped[i-1], swapped[i] = i, i-1
			arranged(at+"swapped", swapped)
		}
		for _, c := range rearrangements(tb, values[i], fmt.Sprintf("%s/%s%d", path, keys[i], i)) {
			list = append(list, change{c.path, func() []byte { return whole(order, i, c.made()) }})
		}
	}
	turned := slices.Clone(order)
	slices.Reverse(turned)
	arranged("turned round", turned)
	return list
}

// TestRearrangedCertificatesAreRejected drops, repeats, swaps and reorders every member and
// element of certificates, unsigned and signed again. An accepted certificate must be what the
// recommender would have written, except for the choice of a witness or a proof.
func TestRearrangedCertificatesAreRejected(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(17, 18))
	changes, others := 0, 0
	for range often(10, 30) {
		p := tinyPolicy(rng, 4, rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, rng.IntN(101))), now)
		require.NoError(t, err)
		cert, v := rec.Certificate(), verifierOf(p)
		for _, c := range rearrangements(t, cert, "") {
			changed := c.made()
			if bytes.Equal(changed, cert) {
				continue
			}
			changes++
			require.ErrorIs(t, v.Verify(changed), recommend.ErrCertificate, c.path)
			signed := signAgain(changed)
			if bytes.Equal(signed, cert) {
				continue // only the digest was changed
			}
			if v.Verify(signed) == nil {
				others++
				require.True(t, isTrueOf(t, r, signed), "%s:\n%s\n%s", c.path, cert, signed)
			}
		}
	}
	require.Greater(t, changes, often(800, 1))
	require.Less(t, others*20, changes, "very few changes give another true certificate")
}

var (
	nested  = regexp.MustCompile(`(/"?(yes|no|strongly)"?(:\d+)?)+`)
	named   = regexp.MustCompile(`("?(?:answers|witness)"?(?::\d+)?)[/ ][^/ ]+`)
	numbers = regexp.MustCompile(`\d+( |/|$)`)
)

// kind is a kind of change, without the index of the element, statement or part of a proof.
func (c change) kind() string {
	kind := nested.ReplaceAllString(c.path, "/*")
	kind = named.ReplaceAllString(kind, "$1/*")
	at, _, leaf := strings.Cut(kind, "#")
	if !leaf {
		at = kind
	}
	return numbers.ReplaceAllString(at, "*$1") + kind[len(at):]
}

// TestMutatedCertificatesOfTheStandard changes leaves and rearranges elements of certificates of
// the standard policy, and signs them again. Verify has to refuse each, unless it is what the
// recommender would have written, except for the choice of a witness or a proof. Some changes are
// also tried unsigned.
//
// With -long there are 300 certificates. In every hundredth of them each leaf is changed in every
// way, and each element and member is dropped, repeated, swapped with the next one, and reversed
// with the others. In all other certificates each kind of change is made once, at a different
// place in each. Kinds differ in the member and in the change, and not in the rule, statement,
// stage or part of a proof. Without -long, each kind of change is made in two certificates.
func TestMutatedCertificatesOfTheStandard(t *testing.T) {
	wide(t)
	v := theVerifier()
	certificates := 2
	if *long {
		certificates = 300
	}
	intakes := mixedIntakes(rand.New(rand.NewPCG(25, 26)), certificates)
	var changes, others, places, entire atomic.Int64
	inParts(t, func(t *testing.T, part int) {
		for n := part; n < len(intakes); n += sweepParts {
			rec, err := theStandard().Recommend(given(intakes[n]), now)
			require.NoError(t, err)
			cert := rec.Certificate()
			require.NoError(t, v.Verify(cert))
			all := append(mutations(t, cert), rearrangements(t, cert, "")...)
			chosen := all
			places.Add(int64(len(all)))
			if *long && n%100 == 0 {
				entire.Add(1)
			} else {
				chosen = oneOfEachKind(all, n)
			}
			for i, c := range chosen {
				changed := c.made()
				if bytes.Equal(changed, cert) {
					continue
				}
				changes.Add(1)
				if i%8 == 0 {
					require.ErrorIs(t, v.Verify(changed), recommend.ErrCertificate, c.path)
				}
				signed := signAgain(changed)
				if !bytes.Equal(signed, cert) && v.Verify(signed) == nil {
					others.Add(1)
					require.True(t, isTrueOf(t, theStandard(), signed), "%s:\n%s", c.path, signed)
				}
			}
		}
	})
	t.Logf("%d changes of %d certificates, %d of them with another true settlement; %d certificates were changed at all of their places, of %d places",
		changes.Load(), certificates, others.Load(), entire.Load(), places.Load())
	require.Greater(t, changes.Load(), int64(50*certificates))
	require.Less(t, others.Load()*5, changes.Load())
}

// oneOfEachKind picks the n-th change of each kind, starting again at the end.
func oneOfEachKind(all []change, n int) []change {
	kinds := map[string][]change{}
	for _, c := range all {
		kinds[c.kind()] = append(kinds[c.kind()], c)
	}
	var list []change
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list = append(list, kinds[kind][n%len(kinds[kind])])
	}
	return list
}
