package confidential

import (
	"slices"

	"github.com/therapykit/therapykit/therapy/words"
)

// Setting says in whose presence something was said. It is independent of the level: group
// content needs as much protection as any other, but less is possible, because people without
// a professional duty already know it.
//
// The zero Setting is unstated. A row for certain settings does not apply to it, so anything
// that needs a known setting is not permitted.
type Setting uint8

// The settings.
const (
	// IndividualSetting means one client and professionals.
	IndividualSetting Setting = iota + 1
	// CoupleSetting means two partners and professionals.
	CoupleSetting
	// FamilySetting means a family and professionals.
	FamilySetting
	// GroupSetting means several clients and professionals.
	GroupSetting

	numSettings
)

//enum:names Setting
var settingNames = [numSettings]string{
	IndividualSetting: "individual", CoupleSetting: "couple", FamilySetting: "family", GroupSetting: "group",
}

// Hearing says how many people hear something that one person says, and so how far it can
// spread, whatever a system does.
type Hearing struct {
	// Setting is the setting in which it is said.
	Setting Setting `json:"setting"`
	// Hearers is how many people hear it, without the speaker.
	Hearers int `json:"hearers"`
	// Bound is how many of them have a professional duty of confidentiality.
	Bound int `json:"bound"`
}

// HearingOf counts everybody in heard except the speaker; those in professionals are bound.
// Repetitions count once.
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

// Unbound returns how many people who hear it have no professional duty of confidentiality.
func (h Hearing) Unbound() int { return max(0, h.Hearers-h.Bound) }

// String returns a sentence in English to explain it to a client: "7 people will hear this, 6
// of them under no professional duty."
func (h Hearing) String() string { return h.Words(words.English()) }

// Words returns the sentence in a language.
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
