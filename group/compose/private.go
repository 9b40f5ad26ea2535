package compose

import (
	"fmt"
	"log/slog"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Who waits for which group is personal, even under pseudonyms. Every type that names a
// person embeds [confidential.Hidden]. To show or store such a value, write it as JSON on
// purpose. Assignment is a map, so it has the same methods itself.

// Format writes [confidential.Placeholder] for every verb and flag.
func (Assignment) Format(f fmt.State, verb rune) { confidential.Hidden{}.Format(f, verb) }

// String returns [confidential.Placeholder].
func (Assignment) String() string { return confidential.Placeholder }

// GoString returns [confidential.Placeholder].
func (Assignment) GoString() string { return confidential.Placeholder }

// LogValue returns [confidential.Placeholder].
func (Assignment) LogValue() slog.Value { return confidential.Hidden{}.LogValue() }
