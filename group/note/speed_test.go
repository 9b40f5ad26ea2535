package note_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestAllocations limits the allocations of the search for names.
func TestAllocations(t *testing.T) {
	c := madeUp().checker(t)
	quiet := strings.Repeat("the group was lively and talked about courage ", 20)
	find := func() {
		for range c.Find(quiet) {
		}
	}
	therapytest.Allocations(t, 420, "160 words", find)
}

func BenchmarkNewChecker(b *testing.B) {
	book := madeUp()
	for b.Loop() {
		if _, err := note.NewChecker(note.CheckerSpec{Known: book.sealed, Open: book.open}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLongNotes checks that the cost is linear in the length of the text. It counts allocations,
// because times depend on the machine.
func TestLongNotes(t *testing.T) {
	c := madeUp().checker(t)
	effort := func(words int) float64 {
		text := strings.Repeat("then Zoë and Will O'Connor went on, ", words)
		return testing.AllocsPerRun(3, func() {
			for range c.Find(text) {
			}
		})
	}
	short, tall := effort(50), effort(500)
	require.Less(t, tall, 12*short, fmt.Sprint(short, " ", tall))
}
