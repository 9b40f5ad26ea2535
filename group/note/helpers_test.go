package note_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// long runs the wide sweeps, which are too slow for every run.
var long = flag.Bool("long", false, "run the wide sweeps")

// rounds is the number of random cases for a property.
func rounds() uint64 {
	if *long {
		return 20000
	}
	return 300
}

var lead = confidential.MustPersonID("leader-1")

func member(n int) confidential.PersonID {
	return confidential.MustPersonID(fmt.Sprintf("member-%02d", n))
}

// broken lists the faults of an error as "/path rule", in order.
func broken(err error) string { return strings.Join(therapytest.Faults(err), ", ") }

func ids(list []confidential.PersonID) string {
	var all []string
	for _, id := range list {
		all = append(all, id.String())
	}
	return strings.Join(all, " ")
}

// known seals made-up names; open opens them as a gate does.
func known(id confidential.PersonID, names note.Names) note.Known {
	return note.Known{Member: id, Names: confidential.Seal(names, confidential.LabelFor(confidential.Identity, id))}
}

// book maps sealed names to the names, because only a gate can open them.
type book struct {
	sealed []note.Known
	plain  []note.Names
}

func (b *book) add(id confidential.PersonID, names note.Names) {
	b.sealed = append(b.sealed, known(id, names))
	b.plain = append(b.plain, names)
}

func (b *book) open(v confidential.Value[note.Names]) (note.Names, error) {
	i := slices.IndexFunc(b.sealed, func(k note.Known) bool { return k.Names.Equal(v) })
	return b.plain[i], nil
}

func (b *book) checker(tb testing.TB, words ...string) note.Checker {
	tb.Helper()
	c, err := note.NewChecker(note.CheckerSpec{Known: b.sealed, Open: b.open, Words: words})
	require.NoError(tb, err)
	return c
}
