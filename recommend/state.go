package recommend

// State says whether the outcome can still change.
type State uint8

// The states. The zero State says that nobody has looked.
const (
	// Settled: no completion of the open statements has another outcome. Proved.
	Settled State = iota + 1
	// Open: some completion has another outcome, and there is a witness.
	Open
	// Undetermined: the budget was used up before either could be proved.
	Undetermined

	numStates
)

//enum:names State
var stateNames = [numStates]string{Settled: "settled", Open: "open", Undetermined: "undetermined"}
