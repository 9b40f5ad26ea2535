package measure

import (
	"errors"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Strength says what kind of authority a [Source] has. The zero Strength is
// unstated and refused by [Source.Validate].
type Strength uint8

// The kinds of authority.
const (
	// Owner is the owner or developer of an instrument, or its manual.
	Owner Strength = iota + 1
	// Official is a public body: a health service, a standards organisation.
	Official
	// Study is a published study or a table in one.
	Study
	// Independent is somebody else's implementation or a secondary page.
	Independent

	numStrengths
)

//enum:names Strength
var strengthNames = [numStrengths]string{Owner: "owner", Official: "official", Study: "study", Independent: "independent"}

// Source is where a number or a rule comes from. Sources are comparable. The
// zero Source names nothing and is refused by [Source.Validate].
type Source struct {
	// Document is the title, or a name that finds it.
	Document string `json:"document"`
	// Organisation is who published it: a body, a journal, the authors.
	Organisation string `json:"organisation,omitempty"`
	// Section is where in the document it stands.
	Section string `json:"section,omitempty"`
	// Year is the year of publication, 0 where none is stated.
	Year int `json:"year,omitempty"`
	// Strength is the kind of authority.
	Strength Strength `json:"strength"`
	// Link is an https address where it can be read, if there is one.
	Link string `json:"link,omitempty"`
}

// String cites the source on one line.
func (s Source) String() string {
	parts := make([]string, 0, 4)
	for _, p := range []string{s.Organisation, s.Document, s.Section} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if s.Year != 0 {
		parts = append(parts, strconv.Itoa(s.Year))
	}
	return strings.Join(parts, ", ")
}

// Validate reports everything that is wrong with the source, joined.
func (s Source) Validate() error {
	var errs []error
	if strings.TrimSpace(s.Document) == "" {
		errs = append(errs, fail("/document", "source-document", therapy.ErrRequired))
	}
	if !s.Strength.Valid() {
		errs = append(errs, fail("/strength", "source-strength", therapy.ErrRequired))
	}
	if s.Year != 0 && (s.Year < 1800 || s.Year > 2200) {
		errs = append(errs, fail("/year", "source-year", therapy.ErrRange))
	}
	if address, secure := strings.CutPrefix(s.Link, "https://"); s.Link != "" &&
		(!secure || address == "" || strings.ContainsAny(address, " \t\r\n")) {
		errs = append(errs, fail("/link", "source-link", therapy.ErrSyntax))
	}
	return errors.Join(errs...)
}

func validateSources(sources []Source) error {
	if len(sources) == 0 {
		return fail("/sources", "sources-missing", therapy.ErrRequired)
	}
	var errs []error
	for i, s := range sources {
		errs = append(errs, therapy.At(index("sources", i), s.Validate()))
	}
	return flat(errs)
}
