package recommend

// State says whether the outcome can still change.
type State uint8

// The states. The zero State means that nothing was checked.
const (
	// Settled means that it is proved that no completion of the open statements has another
	// outcome.
	Settled State = iota + 1
	// Open means that some completion has another outcome; the witness is one.
	Open
	// Undetermined means that the budget was used up before either was proved.
	Undetermined

	numStates
)

//enum:names State
var stateNames = [numStates]string{Settled: "settled", Open: "open", Undetermined: "undetermined"}
