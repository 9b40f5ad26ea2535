package intakefhir

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Form is the intake form of one recommender as FHIR. It is immutable and safe for any
// number of goroutines. The zero Form is not valid; make one with [NewForm].
type Form struct {
	recommender *recommend.Recommender
	policy      policy.Policy
	form        recommend.Form
	version     string
	sheets      [2]sheet // the clinician's and the client's
	items       map[therapy.Factor]place
	questions   map[string]recommend.FormQuestion
}

// place is the position of a statement in the form.
type place struct {
	item     recommend.FormItem
	question recommend.FormQuestion
}

// sheet is the form for one reader.
type sheet struct {
	reader policy.Reader
	// stands has the ids of the questions on the sheet.
	stands map[string]bool
	links  map[string]link
}

// link is the meaning of an item of a sheet, found by its linkId.
type link struct {
	kind     linkKind
	question recommend.FormQuestion
	section  therapy.Section
}

// linkKind is the kind of an item of a sheet.
type linkKind uint8

const (
	linkGroup linkKind = iota + 1
	linkDisplay
	linkStatement
	linkChoice
	linkStrongly
	linkGoneThrough
)

// Parts of linkIds.
const (
	sectionPrefix     = "section-"
	goneThroughPrefix = "gone-through-"
	limitSuffix       = "-limit"
	helpSuffix        = "-help"
	strongly          = "-strongly"
)

// NewForm returns the form of a recommender's policy.
func NewForm(r *recommend.Recommender) (*Form, error) {
	p := r.Policy()
	form, err := recommend.NewForm(p)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(form)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	f := &Form{recommender: r, policy: p, form: form, version: p.Version + "+" + hex.EncodeToString(sum[:])[:12]}
	f.items, f.questions = map[therapy.Factor]place{}, map[string]recommend.FormQuestion{}
	for _, section := range form.Sections {
		for _, q := range section.Questions {
			f.questions[q.ID] = q
			for _, item := range q.Items {
				f.items[item.Factor] = place{item, q}
			}
		}
	}
	f.sheets = [2]sheet{f.newSheet(policy.Clinician), f.newSheet(policy.Client)}
	return f, nil
}

// item finds a statement in the form.
func (f *Form) item(factor therapy.Factor) (recommend.FormItem, recommend.FormQuestion, bool) {
	p, ok := f.items[factor]
	return p.item, p.question, ok
}

// Recommender returns the recommender that the form is for.
func (f *Form) Recommender() *recommend.Recommender { return f.recommender }

// Data returns the form as data, independent of FHIR.
func (f *Form) Data() recommend.Form { return f.form }

// Version identifies what the form asks: the version of the policy, and a digest that changes
// with every question, answer and condition. It does not depend on the language.
func (f *Form) Version() string { return f.version }

// Canonical returns the url and version, joined by "|", of a reader's sheet. A response names
// its questionnaire by it. A sheet in another language than English has a url of its own.
func (f *Form) Canonical(reader policy.Reader, language words.Language) string {
	return f.url(reader, language) + "|" + f.version
}

func (f *Form) url(reader policy.Reader, language words.Language) string {
	url := idForm + f.id(reader)
	if !language.IsZero() {
		url += "." + language.Tag()
	}
	return url
}

func (f *Form) id(reader policy.Reader) string {
	return "intake." + f.policy.ID + "." + orClinician(reader).String()
}

// base is the canonical of the form from which both sheets are derived.
func (f *Form) base() string { return idForm + "intake." + f.policy.ID + "|" + f.version }

func orClinician(reader policy.Reader) policy.Reader {
	if reader != policy.Client {
		return policy.Clinician
	}
	return reader
}

func (f *Form) sheet(reader policy.Reader) sheet {
	if reader == policy.Client {
		return f.sheets[1]
	}
	return f.sheets[0]
}

// sheetOf returns the sheet that a canonical names.
func (f *Form) sheetOf(canonical string) (sheet, bool) {
	url, version, ok := strings.Cut(canonical, "|")
	if !ok || version != f.version {
		return sheet{}, false
	}
	for _, s := range f.sheets {
		rest, ok := strings.CutPrefix(url, idForm+f.id(s.reader))
		if ok && (rest == "" || rest[0] == '.') {
			return s, true
		}
	}
	return sheet{}, false
}

// newSheet makes the sheet of a reader. A statement that follows from other answers is a
// hidden item on the clinician's sheet, since somebody may have stated it. A question is left
// out if the condition for asking it cannot become true on the sheet.
func (f *Form) newSheet(reader policy.Reader) sheet {
	s := sheet{reader: reader, stands: map[string]bool{}, links: map[string]link{doNowLink: {kind: linkDisplay}}}
	var questions []recommend.FormQuestion
	for _, section := range f.form.Sections {
		for _, q := range section.Questions {
			if reader != policy.Client || !q.Clinician && !q.InPerson && !follows(q) {
				s.stands[q.ID] = true
				questions = append(questions, q)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, q := range questions {
			if _, ok := f.enable(q, s); !ok && s.stands[q.ID] {
				delete(s.stands, q.ID)
				changed = true
			}
		}
	}
	for _, section := range f.form.Sections {
		name := section.Section.String()
		s.links[sectionPrefix+name] = link{kind: linkGroup, section: section.Section}
		s.links[name+limitSuffix] = link{kind: linkDisplay}
		if section.GoneThrough != (policy.Words{}) {
			s.links[goneThroughPrefix+name] = link{kind: linkGoneThrough, section: section.Section}
		}
		for _, q := range section.Questions {
			if !s.stands[q.ID] {
				continue
			}
			kind := linkStatement
			if q.Choice {
				kind = linkChoice
			}
			s.links[q.ID] = link{kind: kind, question: q, section: section.Section}
			s.links[q.ID+helpSuffix] = link{kind: linkDisplay}
			if strengthOf(q) {
				s.links[q.ID+strongly] = link{kind: linkStrongly, question: q}
			}
		}
	}
	return s
}

// follows reports whether a question is never asked, since its items follow from others.
func follows(q recommend.FormQuestion) bool {
	for _, item := range q.Items {
		if item.Follows.IsZero() {
			return false
		}
	}
	return true
}

// strengthOf reports whether the form asks how much a choice matters.
func strengthOf(q recommend.FormQuestion) bool {
	for _, item := range q.Items {
		if item.Strongly {
			return q.Choice
		}
	}
	return false
}

// about reports whether a question is about danger: no answer may hide it.
func (f *Form) about(q recommend.FormQuestion) bool {
	for _, item := range q.Items {
		info, _ := f.policy.Factors.Outline(item.Factor)
		if info.Layer == therapy.LayerSafety || f.policy.Alarm(item.Factor) != 0 {
			return true
		}
	}
	return false
}

// discretion returns how much of a statement may be in documents that other people may read.
func (f *Form) discretion(factor therapy.Factor) therapy.Discretion {
	info, _ := f.policy.Factors.Outline(factor)
	return info.Discretion
}

// MarshalJSON always returns an error: encode a resource that the form returns instead.
func (*Form) MarshalJSON() ([]byte, error) {
	return nil, errors.New("intakefhir: encode what Form.Questionnaire or Form.Data returns")
}
