package therapy

import (
	"errors"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// Strength says what kind of authority a source has. The constants up to LocalPolicy
// run from strong to weak so that lists can be ordered by them. All are kinds, not
// grades of truth, and nothing in this module adds them up.
//
// The zero Strength is unstated and refused by [Source.Validate].
type Strength uint8

// The kinds of authority, as in the legend of the evidence collection that
// ships with this package.
const (
	// Guideline is the text of a published guideline.
	Guideline Strength = iota + 1
	// GuidelineArchived is guideline text read in a frozen archive.
	GuidelineArchived
	// GuidelineQuoted is a guideline as reported by somebody else.
	GuidelineQuoted
	// MetaAnalysis is a meta-analysis or systematic review with pooled results.
	MetaAnalysis
	// Trial is a single controlled trial.
	Trial
	// Observational is a single study without random allocation.
	Observational
	// Review is a narrative review.
	Review
	// EthicsCode is a professional code of conduct.
	EthicsCode
	// Textbook is a textbook.
	Textbook
	// TextbookQuoted is a textbook as reported by somebody else.
	TextbookQuoted
	// WebPage is a web page without citations of its own.
	WebPage
	// LocalPolicy is a decision of those who run the service, or a judgement of this
	// library where no source speaks.
	LocalPolicy
	// Law is a statute, a regulation or a decision of a court.
	Law
	// Official is a text of a public or standards body that is neither law nor guideline.
	Official
	// Owner is the owner or developer of an instrument, or its manual.
	Owner
	// Study is a published study, or a table in one, read for a figure.
	Study
	// SecondaryPage is somebody else's implementation of an instrument or account of it.
	SecondaryPage

	numStrengths
)

//enum:names Strength
var strengthNames = [numStrengths]string{
	Guideline:         "guideline",
	GuidelineArchived: "guideline-archived",
	GuidelineQuoted:   "guideline-quoted",
	MetaAnalysis:      "meta-analysis",
	Trial:             "trial",
	Observational:     "observational",
	Review:            "review",
	EthicsCode:        "ethics-code",
	Textbook:          "textbook",
	TextbookQuoted:    "textbook-quoted",
	WebPage:           "web-page",
	LocalPolicy:       "local-policy",
	Law:               "law",
	Official:          "official",
	Owner:             "owner",
	Study:             "study",
	SecondaryPage:     "secondary-page",
}

// Source is where a claim comes from. Every rule, descriptor, programme and
// factor of this module names at least one.
//
// A Source is comparable: two are the same when all their fields are. The zero
// Source names nothing and is refused by [Source.Validate].
type Source struct {
	// ID is a short stable name, such as "E15" or "S54": a letter and then
	// letters, digits, dots or hyphens, at most 32 bytes. In the bibliography of this
	// library the letter tells the catalogue; see [Bibliography].
	ID string `json:"id"`
	// Document is the title of the work.
	Document string `json:"document"`
	// Organisation is who published it: a body, a journal or the authors.
	Organisation string `json:"organisation,omitempty"`
	// Section is where in the document the claim stands.
	Section string `json:"section,omitempty"`
	// Year is the year of publication, 0 where none is stated.
	Year int `json:"year,omitempty"`
	// Strength is the kind of authority.
	Strength Strength `json:"strength"`
	// Link is an https address where the text can be read, if there is one.
	Link string `json:"link,omitempty"`
	// Read says where the text was read, if that is not the document itself, and
	// Secondary that it was a mirror, an excerpt or somebody's account.
	Read      string `json:"read,omitempty"`
	Secondary bool   `json:"secondary,omitempty"`
	// SupersededBy names the newer edition, by its id where it is in the bibliography.
	// It is empty for a source that stands, as far as is known.
	SupersededBy string `json:"supersededBy,omitempty"`
	// Ages says about whom the source speaks, where it says so.
	Ages Ages `json:"ages,omitzero"`
	// Claim is what the source says, in this library's words.
	Claim string `json:"claim,omitempty"`
	// Remark is what the editors of this library add to the claim, such as another
	// source that disagrees.
	Remark string `json:"remark,omitempty"`
	// ReviewBy is the day after which somebody should look whether the source
	// still stands; zero where nobody has set one.
	ReviewBy Date `json:"reviewBy,omitzero"`
}

// String names the source on one line, as a reader would cite it.
func (s Source) String() string { return s.Words(words.English()) }

// Words is the citation as people read it in a language. What the document is called stays
// as it is; only how strong it is is said in the language.
func (s Source) Words(language words.Language) string {
	var b strings.Builder
	b.WriteString(s.ID)
	for _, part := range []string{s.Organisation, s.Document, s.Section} {
		if part != "" {
			b.WriteString(", ")
			b.WriteString(part)
		}
	}
	if s.Year != 0 {
		b.WriteString(", ")
		b.WriteString(strconv.Itoa(s.Year))
	}
	if s.Strength.Valid() {
		b.WriteString(" (")
		b.WriteString(Spoken(language, "strength", s.Strength))
		b.WriteString(")")
	}
	return b.String()
}

// Validate reports everything that is wrong with the source, joined.
func (s Source) Validate() error {
	var errs []error
	if !validSourceID(s.ID) {
		errs = append(errs, &FieldError{Path: "/id", Rule: "source-id", Err: ErrSyntax})
	}
	if strings.TrimSpace(s.Document) == "" {
		errs = append(errs, &FieldError{Path: "/document", Rule: "source-document", Err: ErrRequired})
	}
	if !s.Strength.Valid() {
		errs = append(errs, &FieldError{Path: "/strength", Rule: "source-strength", Err: ErrRequired})
	}
	if s.Ages != 0 && !s.Ages.Valid() {
		errs = append(errs, &FieldError{Path: "/ages", Rule: "ages-invalid", Err: ErrRange})
	}
	if s.Year != 0 && (s.Year < 1800 || s.Year > 2200) {
		errs = append(errs, &FieldError{Path: "/year", Rule: "source-year", Err: ErrRange})
	}
	if address, secure := strings.CutPrefix(s.Link, "https://"); s.Link != "" && (!secure || address == "" || strings.ContainsAny(address, " \t\r\n")) {
		errs = append(errs, &FieldError{Path: "/link", Rule: "source-link", Hint: "an https address", Err: ErrSyntax})
	}
	return errors.Join(errs...)
}

func validSourceID(s string) bool {
	if s == "" || len(s) > 32 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '.' || c == '-'):
		default:
			return false
		}
	}
	return true
}

// ValidateSources checks a list of sources: at least one, each valid, none
// twice. Paths are relative to the list.
func ValidateSources(sources []Source) error {
	if len(sources) == 0 {
		return &FieldError{Rule: "sources-missing", Hint: "every claim names its source", Err: ErrRequired}
	}
	var errs []error
	seen := make(map[string]bool, len(sources))
	for i, s := range sources {
		if err := s.Validate(); err != nil {
			errs = append(errs, At(Pointer(strconv.Itoa(i)), err))
		}
		if s.ID != "" && seen[s.ID] {
			errs = append(errs, &FieldError{Path: Pointer(strconv.Itoa(i), "id"), Rule: "source-duplicate", Err: ErrDuplicate})
		}
		seen[s.ID] = true
	}
	return errors.Join(errs...)
}
