package compose

import (
	"fmt"
	"log/slog"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Who waits for which group is about people, even under pseudonyms. Every type that names
// one of them embeds [confidential.Hidden]. What is to be shown or stored is written on
// purpose, as JSON. Assignment is a map, and says the same itself.

// Format writes [confidential.Placeholder] for every verb and flag.
func (Assignment) Format(f fmt.State, verb rune) { confidential.Hidden{}.Format(f, verb) }

// String returns [confidential.Placeholder].
func (Assignment) String() string { return confidential.Placeholder }

// GoString returns [confidential.Placeholder].
func (Assignment) GoString() string { return confidential.Placeholder }

// LogValue returns [confidential.Placeholder].
func (Assignment) LogValue() slog.Value { return confidential.Hidden{}.LogValue() }
