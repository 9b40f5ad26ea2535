package therapy

import (
	"errors"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// Strength says what kind of authority a source has. The constants up to [LocalPolicy] go
// from strong to weak, so that lists can be sorted by them. They are kinds of sources, not
// grades of truth, and this module never adds them up.
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
	// GuidelineQuoted is a guideline that was read in a report by somebody else.
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
	// TextbookQuoted is a textbook that was read in a report by somebody else.
	TextbookQuoted
	// WebPage is a web page without citations of its own.
	WebPage
	// LocalPolicy is a decision of the people who run the service, or a judgement of this
	// library if there is no source.
	LocalPolicy
	// Law is a statute, a regulation or a decision of a court.
	Law
	// Official is a text of a public body or a standards body that is neither a law nor a
	// guideline.
	Official
	// Owner is the owner or developer of an instrument, or its manual.
	Owner
	// Study is a published study, or a table in one, read for a figure.
	Study
	// SecondaryPage is a page by somebody other than the owner that implements or describes
	// an instrument.
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
// A Source is comparable with ==. The zero Source is empty, and [Source.Validate] refuses it.
type Source struct {
	// ID is a short stable name, such as "E15" or "S54": a letter and then
	// letters, digits, dots or hyphens, at most 32 bytes. In the bibliography of this
	// library the letter tells the catalogue; see [Bibliography].
	ID string `json:"id"`
	// Document is the title of the work.
	Document string `json:"document"`
	// Organisation is who published it: a body, a journal or the authors.
	Organisation string `json:"organisation,omitempty"`
	// Section is the place of the claim in the document.
	Section string `json:"section,omitempty"`
	// Year is the year of publication, 0 if none is stated.
	Year int `json:"year,omitempty"`
	// Strength is the kind of authority.
	Strength Strength `json:"strength"`
	// Link is an https address where the text can be read, if there is one.
	Link string `json:"link,omitempty"`
	// Read says where the text was read, if not in the document itself. Secondary says that
	// it was read in a mirror, in an excerpt or in a report by somebody else.
	Read      string `json:"read,omitempty"`
	Secondary bool   `json:"secondary,omitempty"`
	// SupersededBy names the newer edition, by its id if it is in the bibliography. It is
	// empty if no newer edition is known.
	SupersededBy string `json:"supersededBy,omitempty"`
	// Ages says which ages the source is about, if the source says so.
	Ages Ages `json:"ages,omitzero"`
	// Claim is what the source says, in this library's words.
	Claim string `json:"claim,omitempty"`
	// Remark is what the editors of this library add to the claim, for instance that another
	// source disagrees.
	Remark string `json:"remark,omitempty"`
	// ReviewBy is the day after which somebody should check whether the source is still
	// current. It is zero if nobody has set a day.
	ReviewBy Date `json:"reviewBy,omitzero"`
}

// String names the source on one line, as a reader would cite it.
func (s Source) String() string { return s.Words(words.English()) }

// Words returns the citation for people to read, in a language. The title of the document is
// not translated; only the name of the strength is.
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

// ValidateSources checks a list of sources: there must be at least one, each must be valid,
// and none may occur twice. The paths in its errors are relative to the list.
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
