package group

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// SpeakingOutside is what members may say outside about the group. The zero SpeakingOutside is
// unstated and refused.
type SpeakingOutside uint8

// The rules on speaking outside.
const (
	// NothingOutside keeps everything inside, also that one is a member.
	NothingOutside SpeakingOutside = iota + 1
	// OwnStoryOutside lets members speak of themselves, and of nobody else.
	OwnStoryOutside

	numSpeakingOutsides
)

//enum:names SpeakingOutside
var speakingOutsideNames = [numSpeakingOutsides]string{NothingOutside: "nothing-outside", OwnStoryOutside: "own-story-outside"}

// Contact is whether members may meet outside the sessions. The article has
// connections extend beyond them (source S24); process groups often ask for such
// contact to be brought back. The zero Contact is unstated and refused.
type Contact uint8

// The rules on contact outside.
const (
	// NoContact keeps members apart while they are members.
	NoContact Contact = iota + 1
	// ContactBroughtBack allows contact that is told in the next session.
	ContactBroughtBack
	// ContactFree leaves it to the members.
	ContactFree

	numContacts
)

//enum:names Contact
var contactNames = [numContacts]string{NoContact: "none", ContactBroughtBack: "brought-back", ContactFree: "free"}

// Sobriety is what the agreement asks about alcohol and drugs. The zero Sobriety is
// unstated and refused.
type Sobriety uint8

// The rules on sobriety.
const (
	// SoberInSession asks that members come sober.
	SoberInSession Sobriety = iota + 1
	// Abstinent asks that members do not use while they are members.
	Abstinent

	numSobrieties
)

//enum:names Sobriety
var sobrietyNames = [numSobrieties]string{SoberInSession: "sober-in-session", Abstinent: "abstinent"}

// Recording is whether sessions may be recorded. The zero Recording is unstated and
// refused.
type Recording uint8

// The rules on recording.
const (
	// NoRecording forbids it to everybody.
	NoRecording Recording = iota + 1
	// RecordingIfAllConsent allows the leaders to, if everybody in the room consents
	// each time.
	RecordingIfAllConsent

	numRecordings
)

//enum:names Recording
var recordingNames = [numRecordings]string{NoRecording: "none", RecordingIfAllConsent: "if-all-consent"}

// Terms are what the members and leaders of a group agree on. The zero Terms are
// not valid: what is not stated is not agreed.
type Terms struct {
	// SpeakingOutside is what may be said outside.
	SpeakingOutside SpeakingOutside `json:"speakingOutside" kind:"treatment-plan"`
	// AbsenceHours is how many hours before a session an absence is to be told.
	AbsenceHours int `json:"absenceHours" kind:"treatment-plan"`
	// MissedInRow is after how many sessions missed in a row the leaders talk with the
	// member about going on; 0 sets no number. It never ends a membership by itself.
	MissedInRow int `json:"missedInRow,omitempty" kind:"treatment-plan"`
	// NoticeSessions is in how many further sessions somebody who wants to leave says
	// goodbye, at least 1.
	NoticeSessions int `json:"noticeSessions" kind:"treatment-plan"`
	// LateMinutes is how many minutes after the beginning somebody is still let in.
	LateMinutes int `json:"lateMinutes" kind:"treatment-plan"`
	// Contact is whether members may meet outside.
	Contact Contact `json:"contact" kind:"treatment-plan"`
	// Sobriety is what is asked about alcohol and drugs.
	Sobriety Sobriety `json:"sobriety" kind:"treatment-plan"`
	// Recording is whether sessions may be recorded.
	Recording Recording `json:"recording" kind:"treatment-plan"`
	// Fee is the price, nil where there is none.
	Fee *Fee `json:"fee,omitempty"`
	// Further are terms of the service's own. Respect and freedom from violence need
	// no row: they are always stated.
	Further []FurtherTerm `json:"further,omitempty"`
}

// FurtherTerm is a term of a service's own. The zero FurtherTerm is not valid.
type FurtherTerm struct {
	// ID is a stable name ([therapy.ValidName]).
	ID string `json:"id" kind:"treatment-plan"`
	// Text is the term as members read it. It is about the group, never about a
	// person.
	Text string `json:"text" kind:"treatment-plan"`
}

// Validate reports everything wrong with the terms at once.
func (t Terms) Validate() error {
	var c therapy.Check
	c.Stated("/speakingOutside", "terms-speaking-outside", t.SpeakingOutside.Valid())
	c.Stated("/contact", "terms-contact", t.Contact.Valid())
	c.Stated("/sobriety", "terms-sobriety", t.Sobriety.Valid())
	c.Stated("/recording", "terms-recording", t.Recording.Valid())
	within := func(path, rule string, n, low, top int) {
		if n < low || n > top {
			c.Wrong(path, rule, strconv.Itoa(low)+" to "+strconv.Itoa(top), therapy.ErrRange)
		}
	}
	within("/absenceHours", "terms-absence", t.AbsenceHours, 0, 336)
	within("/missedInRow", "terms-missed", t.MissedInRow, 0, 20)
	within("/noticeSessions", "terms-notice", t.NoticeSessions, 1, 20)
	within("/lateMinutes", "terms-late", t.LateMinutes, 0, 120)
	if t.Fee != nil {
		c.Part("/fee", t.Fee.Validate())
	}
	seen := map[string]bool{}
	for i, f := range t.Further {
		place := "/further/" + strconv.Itoa(i)
		c.Name(place+"/id", "term-id", f.ID)
		c.Stated(place+"/text", "term-text", strings.TrimSpace(f.Text) != "")
		therapy.CheckOnce(&c, seen, f.ID, place+"/id", "term-duplicate")
	}
	return c.Err()
}

// Equal reports whether the two say the same.
func (t Terms) Equal(u Terms) bool {
	sameFee := (t.Fee == nil) == (u.Fee == nil) && (t.Fee == nil || *t.Fee == *u.Fee)
	return sameFee && slices.Equal(t.Further, u.Further) && t.SpeakingOutside == u.SpeakingOutside && t.AbsenceHours == u.AbsenceHours &&
		t.MissedInRow == u.MissedInRow && t.NoticeSessions == u.NoticeSessions && t.LateMinutes == u.LateMinutes &&
		t.Contact == u.Contact && t.Sobriety == u.Sobriety && t.Recording == u.Recording
}

func (t Terms) clone() Terms {
	t.Further = slices.Clone(t.Further)
	if t.Fee != nil {
		fee := *t.Fee
		t.Fee = &fee
	}
	return t
}

// Statements yields the terms as members read them, in a language: a topic as a stable
// name, and a sentence. The order is fixed: confidentiality, respect, attendance,
// lateness, leaving, contact, sobriety, recording, fees, then the further ones, which
// are in the words of the service.
func (t Terms) Statements(language words.Language) iter.Seq2[string, string] {
	return func(yield func(topic, sentence string) bool) {
		for _, row := range t.statements(language) {
			if !yield(row[0], row[1]) {
				return
			}
		}
	}
}

func (t Terms) statements(l words.Language) [][2]string {
	of := func(topic string, x interface {
		Valid() bool
		String() string
	},
	) string {
		name := "unstated"
		if x.Valid() {
			name = x.String()
		}
		return texts.Say(l, words.Join("group", "terms", topic, name))
	}
	rows := [][2]string{
		{"confidentiality", of("outside", t.SpeakingOutside)},
		{"respect", texts.Say(l, "group.terms.respect")},
		{"attendance", t.attendanceText(l)},
		{"lateness", t.latenessText(l)},
		{"leaving", texts.Say(l, "group.terms.leaving", words.Number("n", t.NoticeSessions))},
		{"contact", of("contact", t.Contact)},
		{"sobriety", of("sobriety", t.Sobriety)},
		{"recording", of("recording", t.Recording)},
		{"fees", t.feeText(l)},
	}
	for _, f := range t.Further {
		rows = append(rows, [2]string{f.ID, f.Text})
	}
	return rows
}

func (t Terms) attendanceText(l words.Language) string {
	text := texts.Say(l, "group.terms.attendance")
	if t.AbsenceHours > 0 {
		text = texts.Say(l, "group.terms.attendance.hours", words.Number("hours", t.AbsenceHours))
	}
	if t.MissedInRow > 0 {
		text += " " + texts.Say(l, "group.terms.attendance.missed", words.Number("n", t.MissedInRow))
	}
	return text
}

func (t Terms) latenessText(l words.Language) string {
	if t.LateMinutes == 0 {
		return texts.Say(l, "group.terms.lateness.none")
	}
	return texts.Say(l, "group.terms.lateness", words.Number("n", t.LateMinutes))
}

func (t Terms) feeText(l words.Language) string {
	if t.Fee == nil {
		return texts.Say(l, "group.terms.fee.none")
	}
	if !t.Fee.Basis.Valid() {
		return texts.Say(l, "group.terms.fee.unstated")
	}
	text := texts.Say(l, words.Join("group", "terms", "fee", t.Fee.Basis.String()), words.Name("amount", t.Fee.Amount.In(l)))
	if t.Fee.MissedDue {
		text += " " + texts.Say(l, "group.terms.fee.missed")
	}
	return text
}

// LeakageVersion is the version of [LeakageStatement].
const LeakageVersion = "leakage-1"

// LeakageStatement is what everybody is shown, in their language, and acknowledges before
// their attendance counts: that what is said in a group can become known outside, since
// the members are bound by agreement only. Groups often leave it unsaid, and then
// consent was not informed (source E76).
func LeakageStatement(language words.Language) therapy.Trait {
	return therapy.Trait{Statement: texts.Say(language, "group.leakage"), Sources: therapy.MustCite("S37", "S38", "E76")}
}
