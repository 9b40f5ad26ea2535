package therapy

// Alarm says what a statement means for safety. It is the same in every policy.
//
// The zero Alarm means no alarm.
type Alarm uint8

// The alarms.
const (
	// Danger marks a statement that, answered yes, means danger to somebody. A policy then
	// escalates. It also requires an answer before it advises anything.
	Danger Alarm = iota + 1
	// AllClear marks a statement that a danger was asked about and is not present. A policy
	// stops if the answer is no.
	AllClear
	// NotAssessed marks a statement that a danger has not been assessed. A policy stops if the
	// answer is yes.
	NotAssessed

	numAlarms
)

//enum:names Alarm
var alarmNames = [numAlarms]string{Danger: "danger", AllClear: "all-clear", NotAssessed: "not-assessed"}
