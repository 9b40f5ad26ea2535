package therapy

// Alarm says what a statement means for safety, in every policy.
//
// The zero Alarm is none.
type Alarm uint8

// The alarms.
const (
	// Danger is a statement whose yes is a danger to somebody. A policy escalates it,
	// and requires its answer before it advises anything.
	Danger Alarm = iota + 1
	// AllClear is the denial of a danger after asking. A no to it stops.
	AllClear
	// NotAssessed says that nobody has found out. A yes to it stops.
	NotAssessed

	numAlarms
)

//enum:names Alarm
var alarmNames = [numAlarms]string{Danger: "danger", AllClear: "all-clear", NotAssessed: "not-assessed"}
