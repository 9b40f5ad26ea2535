package cdshooks

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// MaxSummary is the maximum length of a summary, in characters: CDS Hooks requires fewer than
// 140.
const MaxSummary = 139

// Card is one card of an answer. Empty fields are left out of the JSON, since CDS Hooks does
// not allow null, "", [] and {}. The zero Card is not valid.
type Card struct {
	confidential.Hidden
	// UUID identifies the card in feedback; a card without it never gets feedback.
	UUID UUID `json:"uuid,omitempty"`
	// Summary is one sentence on one line, of at most MaxSummary characters.
	Summary string `json:"summary"`
	// Detail is GitHub-flavoured Markdown without HTML. Some clients do not show it.
	Detail string `json:"detail,omitempty"`
	// Indicator says how urgent it is.
	Indicator Indicator `json:"indicator"`
	// Source says whose guidance it is.
	Source Source `json:"source"`
	// Suggestions are what the user can do with one click; SelectionBehavior then says how
	// many of them can be chosen.
	Suggestions       []Suggestion `json:"suggestions,omitempty"`
	SelectionBehavior string       `json:"selectionBehavior,omitempty"`
	// OverrideReasons are offered to the user who dismisses the card.
	OverrideReasons []Coding `json:"overrideReasons,omitempty"`
	// Links lead to other pages and apps.
	Links []Link `json:"links,omitempty"`
}

// AtMostOne is the selection behaviour of all cards here: one suggestion or none.
const AtMostOne = "at-most-one"

// Source says whose guidance a card gives. Label is required; URL, if there is one, is
// absolute. The zero Source is not valid.
type Source struct {
	Label string `json:"label"`
	URL   string `json:"url,omitempty"`
}

// Coding is a code of a code system, with the words to show it by. The zero Coding means no coding.
type Coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

// Suggestion is something the user can do with one click, which carries out all of its
// actions. The zero Suggestion is not valid.
type Suggestion struct {
	confidential.Hidden
	Label       string   `json:"label"`
	UUID        UUID     `json:"uuid,omitempty"`
	Recommended bool     `json:"isRecommended,omitempty"`
	Actions     []Action `json:"actions,omitempty"`
}

// Action creates a FHIR resource. Resource is its JSON. The zero Action is not valid.
type Action struct {
	confidential.Hidden
	Type        string          `json:"type"`
	Description string          `json:"description"`
	Resource    json.RawMessage `json:"resource,omitempty"`
}

// Link leads to a page or, with Type "smart", to the launch of a SMART app. Only a SMART app
// gets AppContext. The zero Link is not valid.
type Link struct {
	Label      string `json:"label"`
	URL        string `json:"url"`
	Type       string `json:"type"`
	AppContext string `json:"appContext,omitempty"`
}

// Validate reports everything wrong with the card at once.
func (x Card) Validate() error {
	var c therapy.Check
	ids := map[UUID]bool{}
	x.check(&c, "", ids)
	return c.Err()
}

func (x Card) check(c *therapy.Check, path string, ids map[UUID]bool) {
	checkUUID(c, path+"/uuid", x.UUID, ids)
	switch {
	case x.Summary == "":
		c.Wrong(path+"/summary", "card-summary", "", therapy.ErrRequired)
	case utf8.RuneCountInString(x.Summary) > MaxSummary:
		c.Wrong(path+"/summary", "card-summary-length", "fewer than 140 characters", therapy.ErrRange)
	case strings.ContainsAny(x.Summary, "\r\n"):
		c.Wrong(path+"/summary", "card-summary-lines", "one line", therapy.ErrSyntax)
	}
	if strings.ContainsAny(x.Detail, "<>") {
		c.Wrong(path+"/detail", "card-detail-html", "Markdown without HTML", therapy.ErrSyntax)
	}
	c.Stated(path+"/indicator", "card-indicator", x.Indicator.Valid())
	c.Stated(path+"/source/label", "card-source", x.Source.Label != "")
	checkURL(c, path+"/source/url", x.Source.URL, true)
	x.checkSuggestions(c, path, ids)
	seen := map[Coding]bool{}
	for i, reason := range x.OverrideReasons {
		at := path + "/overrideReasons/" + strconv.Itoa(i)
		c.Stated(at+"/code", "reason-code", reason.Code != "")
		c.Stated(at+"/display", "reason-display", reason.Display != "")
		c.Stated(at+"/system", "reason-system", reason.System != "")
		therapy.CheckOnce(c, seen, Coding{System: reason.System, Code: reason.Code}, at, "reason-twice")
	}
	for i, link := range x.Links {
		at := path + "/links/" + strconv.Itoa(i)
		c.Stated(at+"/label", "link-label", link.Label != "")
		checkURL(c, at+"/url", link.URL, false)
		switch {
		case link.Type != "absolute" && link.Type != "smart":
			c.Wrong(at+"/type", "link-type", "absolute or smart", therapy.ErrUnknown)
		case link.Type == "absolute" && link.AppContext != "":
			c.Wrong(at+"/appContext", "link-context", "only on a link of type smart", therapy.ErrContradiction)
		}
	}
	if x.Indicator == Critical && (len(x.Suggestions) > 0 || len(x.OverrideReasons) > 0) {
		c.Wrong(path, "card-critical", "no suggestions on a card about danger", therapy.ErrContradiction)
	}
}

func (x Card) checkSuggestions(c *therapy.Check, path string, ids map[UUID]bool) {
	switch {
	case len(x.Suggestions) == 0 && x.SelectionBehavior != "":
		c.Wrong(path+"/selectionBehavior", "card-selection", "only on a card with suggestions", therapy.ErrContradiction)
	case len(x.Suggestions) > 0 && x.SelectionBehavior != AtMostOne && x.SelectionBehavior != "any":
		c.Wrong(path+"/selectionBehavior", "card-selection", "at-most-one or any", therapy.ErrRequired)
	}
	recommended := 0
	for i, s := range x.Suggestions {
		at := path + "/suggestions/" + strconv.Itoa(i)
		c.Stated(at+"/label", "suggestion-label", s.Label != "")
		checkUUID(c, at+"/uuid", s.UUID, ids)
		if s.Recommended {
			recommended++
		}
		for j, action := range s.Actions {
			at := at + "/actions/" + strconv.Itoa(j)
			if action.Type != "create" && action.Type != "update" {
				c.Wrong(at+"/type", "action-type", "create or update", therapy.ErrUnknown)
			}
			c.Stated(at+"/description", "action-description", action.Description != "")
			if kindOf(action.Resource) != '{' {
				c.Wrong(at+"/resource", "action-resource", "a FHIR resource", therapy.ErrRequired)
			}
		}
	}
	if recommended > 1 && x.SelectionBehavior == AtMostOne {
		c.Wrong(path+"/suggestions", "suggestion-recommended", "at most one recommended suggestion where only one may be chosen", therapy.ErrContradiction)
	}
}

func checkUUID(c *therapy.Check, path string, id UUID, ids map[UUID]bool) {
	if id != "" && !id.Valid() {
		c.Wrong(path, "uuid", "a UUID of 36 characters in lower case", therapy.ErrSyntax)
	}
	therapy.CheckOnce(c, ids, id, path, "uuid-twice")
}

func checkURL(c *therapy.Check, path, address string, optional bool) {
	if address == "" && optional {
		return
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		c.Wrong(path, "url-absolute", "an absolute http or https address", therapy.ErrSyntax)
	}
}

// EncodeCards writes cards as the body of an answer. It refuses invalid cards, a repeated
// UUID, and a critical card together with other cards.
func EncodeCards(cards ...Card) ([]byte, error) {
	var c therapy.Check
	ids := map[UUID]bool{}
	for i, card := range cards {
		card.check(&c, "/cards/"+strconv.Itoa(i), ids)
		if card.Indicator == Critical && len(cards) > 1 {
			c.Wrong("/cards", "card-critical-alone", "no other cards together with a card about danger", therapy.ErrContradiction)
		}
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	if cards == nil {
		cards = []Card{}
	}
	return json.Marshal(struct {
		Cards []Card `json:"cards"`
	}{cards})
}
