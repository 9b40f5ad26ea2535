package group

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// SpeakingOutside says what members may say about the group outside. The zero SpeakingOutside
// is unstated and refused.
type SpeakingOutside uint8

// The rules on speaking outside.
const (
	// NothingOutside forbids saying anything outside, even that one is a member.
	NothingOutside SpeakingOutside = iota + 1
	// OwnStoryOutside lets members speak about themselves, but not about others.
	OwnStoryOutside

	numSpeakingOutsides
)

//enum:names SpeakingOutside
var speakingOutsideNames = [numSpeakingOutsides]string{NothingOutside: "nothing-outside", OwnStoryOutside: "own-story-outside"}

// Contact says whether members may meet outside the sessions. According to the article,
// connections extend beyond the sessions (source S24); process groups often ask members to
// report such contact in the group. The zero Contact is unstated and refused.
type Contact uint8

// The rules on contact outside.
const (
	// NoContact forbids contact outside the sessions.
	NoContact Contact = iota + 1
	// ContactBroughtBack allows contact if members report it in the next session.
	ContactBroughtBack
	// ContactFree lets the members decide.
	ContactFree

	numContacts
)

//enum:names Contact
var contactNames = [numContacts]string{NoContact: "none", ContactBroughtBack: "brought-back", ContactFree: "free"}

// Sobriety is the agreement's rule about alcohol and drugs. The zero Sobriety is unstated and
// refused.
type Sobriety uint8

// The rules on sobriety.
const (
	// SoberInSession requires members to come sober.
	SoberInSession Sobriety = iota + 1
	// Abstinent requires members not to use alcohol or drugs while they are members.
	Abstinent

	numSobrieties
)

//enum:names Sobriety
var sobrietyNames = [numSobrieties]string{SoberInSession: "sober-in-session", Abstinent: "abstinent"}

// Recording says whether sessions may be recorded. The zero Recording is unstated and
// refused.
type Recording uint8

// The rules on recording.
const (
	// NoRecording forbids recording for everybody.
	NoRecording Recording = iota + 1
	// RecordingIfAllConsent allows the leaders to record if everybody present consents each
	// time.
	RecordingIfAllConsent

	numRecordings
)

//enum:names Recording
var recordingNames = [numRecordings]string{NoRecording: "none", RecordingIfAllConsent: "if-all-consent"}

// Terms are what the members and leaders of a group agree on. The zero Terms are not valid,
// since every term has to be stated.
type Terms struct {
	// SpeakingOutside says what may be said outside.
	SpeakingOutside SpeakingOutside `json:"speakingOutside" kind:"treatment-plan"`
	// AbsenceHours is how many hours before a session members have to report an absence.
	AbsenceHours int `json:"absenceHours" kind:"treatment-plan"`
	// MissedInRow is the number of sessions missed in a row after which the leaders talk with
	// the member about continuing; 0 sets no number. It never ends a membership
	// automatically.
	MissedInRow int `json:"missedInRow,omitempty" kind:"treatment-plan"`
	// NoticeSessions is how many further sessions a member who wants to leave attends to say
	// goodbye, at least 1.
	NoticeSessions int `json:"noticeSessions" kind:"treatment-plan"`
	// LateMinutes is how many minutes after the beginning members may still come in.
	LateMinutes int `json:"lateMinutes" kind:"treatment-plan"`
	// Contact says whether members may meet outside the sessions.
	Contact Contact `json:"contact" kind:"treatment-plan"`
	// Sobriety is the rule about alcohol and drugs.
	Sobriety Sobriety `json:"sobriety" kind:"treatment-plan"`
	// Recording says whether sessions may be recorded.
	Recording Recording `json:"recording" kind:"treatment-plan"`
	// Fee is the price, nil if there is none.
	Fee *Fee `json:"fee,omitempty"`
	// Further are additional terms of the service. Respect and freedom from violence need no
	// entry: they are always included.
	Further []FurtherTerm `json:"further,omitempty"`
}

// FurtherTerm is an additional term of a service. The zero FurtherTerm is not valid.
type FurtherTerm struct {
	// ID is a stable name ([therapy.ValidName]).
	ID string `json:"id" kind:"treatment-plan"`
	// Text is the term in the words for members. It must be about the group, never about a
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

// Statements yields the terms in the words for members, in a language: a topic as a stable
// name, and a sentence. The order is fixed: confidentiality, respect, attendance, lateness,
// leaving, contact, sobriety, recording, fees, then the further terms, which are in the words
// of the service.
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

// LeakageStatement returns the statement that everybody must see in their language, and
// acknowledge, before their attendance counts: that things said in a group can become known
// outside, since only the agreement binds the members. Groups often do not mention it; then
// consent is not informed (source E76).
func LeakageStatement(language words.Language) therapy.Trait {
	return therapy.Trait{Statement: texts.Say(language, "group.leakage"), Sources: therapy.MustCite("S37", "S38", "E76")}
}
