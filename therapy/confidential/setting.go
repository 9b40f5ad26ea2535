package confidential

import (
	"fmt"
	"slices"
)

// Setting is in what company something was said. It is an axis of its own:
// group content needs no less protection than any other, but less can be had,
// because people under no professional duty know it already.
//
// The zero Setting is unstated. A row that is for certain settings does not
// speak about it, so that what needs a known setting is not permitted.
type Setting uint8

// The settings.
const (
	// IndividualSetting is one client and professionals.
	IndividualSetting Setting = iota + 1
	// CoupleSetting is two partners and professionals.
	CoupleSetting
	// FamilySetting is a family and professionals.
	FamilySetting
	// GroupSetting is several clients and professionals.
	GroupSetting

	numSettings
)

//enum:names Setting
var settingNames = [numSettings]string{
	IndividualSetting: "individual", CoupleSetting: "couple", FamilySetting: "family", GroupSetting: "group",
}

// Hearing is who hears something that one person says, and so how far it can
// travel whatever any system does.
type Hearing struct {
	// Setting is the company.
	Setting Setting `json:"setting"`
	// Hearers is how many people hear it, the speaker not counted.
	Hearers int `json:"hearers"`
	// Bound is how many of them are under a professional duty of confidence.
	Bound int `json:"bound"`
}

// HearingOf counts who hears it: everybody in heard except the speaker, of whom
// those in professionals are bound. Repetitions count once.
func HearingOf(setting Setting, speaker PersonID, heard, professionals []PersonID) Hearing {
	h := Hearing{Setting: setting}
	for i, id := range heard {
		if id == speaker || slices.Contains(heard[:i], id) {
			continue
		}
		h.Hearers++
		if slices.Contains(professionals, id) {
			h.Bound++
		}
	}
	return h
}

// Unbound returns how many people hear it who are under no professional duty.
func (h Hearing) Unbound() int { return max(0, h.Hearers-h.Bound) }

// String says it in words, for an explanation to a client: "7 people will hear
// this, 6 of them under no professional duty".
func (h Hearing) String() string {
	who := "Nobody else will hear this"
	switch {
	case h.Hearers == 1:
		who = "1 person will hear this"
	case h.Hearers > 1:
		who = fmt.Sprintf("%d people will hear this", h.Hearers)
	}
	switch n := h.Unbound(); {
	case h.Hearers == 0:
		return who + "."
	case n == 0:
		return who + ", under a professional duty of confidence."
	case n == h.Hearers:
		return who + ", under no professional duty. An agreement can ask for discretion; it cannot enforce it."
	default:
		return fmt.Sprintf("%s, %d of them under no professional duty. An agreement can ask for discretion; it cannot enforce it.", who, n)
	}
}
