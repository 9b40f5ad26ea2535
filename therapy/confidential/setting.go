package confidential

import (
	"slices"

	"github.com/therapykit/therapykit/therapy/words"
)

// Setting is in what company something was said. It is an axis of its own:
// group content needs no less protection than any other, but less is possible,
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

// String says it in English, for an explanation to a client: "7 people will hear
// this, 6 of them under no professional duty."
func (h Hearing) String() string { return h.Words(words.English()) }

// Words says it in a language.
func (h Hearing) Words(language words.Language) string {
	key := words.Key("hearing.both")
	switch h.Unbound() {
	case 0:
		key = "hearing.bound"
	case h.Hearers:
		key = "hearing.unbound"
	}
	if h.Hearers == 0 {
		return texts.Say(language, "hearing.nobody")
	}
	said := texts.Say(language, key, words.Number("n", h.Hearers), words.Number("unbound", h.Unbound()))
	if h.Unbound() > 0 {
		said += " " + texts.Say(language, "hearing.discretion")
	}
	return said
}
