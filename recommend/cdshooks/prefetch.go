package cdshooks

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// found is what prefetch, or a read that replaces it, contains of the intake.
type found struct {
	// documents are the candidates: as far as can be known, each is about this patient and
	// answers this form.
	documents []document
	// strays are everything else, such as resources of other types. They are only searched
	// for danger.
	strays []document
	// empty says that the client searched and found nothing. failed says that the client did
	// not search, or that it sent something else than was asked for. If there are documents,
	// both are false or are not used.
	empty, failed bool
	// more says that the client has more than it sent.
	more bool
	// foreign says that data of another patient was among it, which was ignored.
	foreign bool
}

// document is one candidate.
type document struct {
	data json.RawMessage
	// suspect says that it is not certain what the document is, or whose: it is only searched
	// for danger.
	suspect bool
	// client says that it is the client's own sheet.
	client bool
	// authored is when it was written, the zero time if that is not certain.
	authored time.Time
	mistake  bool // entered in error
	id       string
}

// reference is the reference of the answers, "" where they have no id.
func (d document) reference() string {
	if !therapy.ValidRecordID(d.id) {
		return ""
	}
	return "QuestionnaireResponse/" + d.id
}

// searchTarget knows the patient and the form to look for.
type searchTarget struct {
	patient, server string // empty where not known
	service         *Service
	now             time.Time
	found
}

// value reads one value that was sent for the intake: a resource, a Bundle, null, an
// OperationOutcome, or something else that some clients are known to send instead.
func (l *searchTarget) value(data json.RawMessage) {
	switch kindOf(data) {
	case 'n':
		l.empty = true
	case '{':
		l.resource(data, 0)
	case '[':
		l.failed = true
		for _, item := range array(data) {
			l.resource(item, 0)
		}
	default: // for example a page of HTML
		l.failed = true
		if s, ok := text(data); ok && (kindOf([]byte(s)) == '{' || kindOf([]byte(s)) == '[') {
			l.stray(json.RawMessage(s))
		}
	}
}

// resource reads one object. Bundles and wrappers may be nested at most two levels deep.
func (l *searchTarget) resource(data json.RawMessage, level int) {
	if kindOf(data) != '{' {
		l.failed = true
		l.stray(data)
		return
	}
	var c therapy.Check
	members := object(&c, "", data)
	kind, _ := text(find(members, "resourceType"))
	inner := find(members, "resource")
	switch {
	case kind == "QuestionnaireResponse":
		l.response(data, members, c.Failed())
	case kind == "Bundle" && level < 2:
		l.bundle(data, members, level)
	case kind == "" && inner != nil && level < 2: // a wrapper {response, resource}
		status, _ := text(find(membersAnyway(find(members, "response")), "status"))
		if status != "" && !strings.HasPrefix(status, "2") {
			l.failed = true
		}
		for _, m := range members {
			if m.Name == "resource" {
				l.resource(m.Value, level+1)
			}
		}
	default: // an OperationOutcome, something else, or something unreadable
		l.failed = true
		if kind != "OperationOutcome" && len(members) > 0 {
			l.stray(data)
		}
	}
}

// stray keeps data that was not asked for, to search it for danger.
func (l *searchTarget) stray(data json.RawMessage) {
	if kindOf(data) == '{' && l.whose(find(membersAnyway(data), "subject")) == another {
		l.foreign = true
		return
	}
	l.strays = append(l.strays, document{data: data, suspect: true})
}

func (l *searchTarget) bundle(data json.RawMessage, members []member, level int) {
	before, unseen := len(l.documents), false
	var others []json.RawMessage
	for _, m := range members {
		switch m.Name {
		case "entry":
			for _, item := range array(m.Value) {
				other, missed := l.entry(item, level)
				unseen = unseen || missed
				if other != nil {
					others = append(others, other)
				}
			}
		case "link":
			for _, item := range array(m.Value) {
				if relation, _ := text(find(membersAnyway(item), "relation")); relation == "next" {
					l.more = true
				}
			}
		}
	}
	for _, other := range others { // not asked for, and not overlooked
		l.stray(other)
	}
	var total int
	_ = json.Unmarshal(find(members, "total"), &total) // a total that is not a number is ignored
	switch {
	case len(l.documents) > before:
		return
	case len(others) > 0, unseen, l.more, total > 0, l.foreign:
		l.failed = true // there are answers, or other resources, and no answers were sent
	default:
		l.empty = true
	}
	if len(others) == 0 && !l.foreign {
		l.stray(data) // in members that no Bundle has, say
	}
}

// entry reads one entry. It returns the resource if its type is not the type that was asked
// for, and reports whether the entry stands for something that was not sent.
func (l *searchTarget) entry(data json.RawMessage, level int) (other json.RawMessage, missed bool) {
	members := membersAnyway(data)
	resource := find(members, "resource")
	kind, _ := text(find(membersAnyway(resource), "resourceType"))
	switch kind {
	case "OperationOutcome":
		return nil, complains(membersAnyway(resource))
	case "QuestionnaireResponse", "Bundle", "":
		if kindOf(resource) != '{' {
			return nil, true
		}
		for _, m := range members {
			if m.Name == "resource" {
				l.resource(m.Value, level+1)
			}
		}
		return nil, false
	}
	return resource, false
}

// complains reports whether an OperationOutcome reports a failure, and not only a remark.
func complains(members []member) bool {
	for _, issue := range array(find(members, "issue")) {
		if severity, _ := text(find(membersAnyway(issue), "severity")); severity == "error" || severity == "fatal" {
			return true
		}
	}
	return false
}

// response reads whose the answers are, and which form they answer. It does not rely on
// malformed values for that.
func (l *searchTarget) response(data json.RawMessage, members []member, malformed bool) {
	d, otherForm := document{data: data, suspect: malformed}, false
	questionnaire, _ := text(find(members, "questionnaire"))
	canonical, _, _ := strings.Cut(questionnaire, "|")
	switch {
	case canonical == "" || strings.HasPrefix(canonical, "#"):
		d.suspect = true
	case l.service.sheetNamed(policy.Client, canonical):
		d.client = true
	case !l.service.sheetNamed(policy.Clinician, canonical) && !malformed:
		l.failed = true // another form: the client did not make the requested search
		d.suspect, otherForm = true, true
	}
	whose := another
	for _, m := range members {
		if m.Name == "subject" {
			whose = min(whose, l.whose(m.Value))
		}
	}
	switch {
	case find(members, "subject") == nil, whose == nobody:
		d.suspect = true
	case whose == another:
		l.foreign = true
		return
	}
	authored, _ := text(find(members, "authored"))
	if at, err := time.Parse(time.RFC3339, authored); err == nil && !at.After(l.now.Add(time.Hour)) {
		d.authored = at
	}
	status, _ := text(find(members, "status"))
	d.mistake = status == "entered-in-error"
	d.id, _ = text(find(members, "id"))
	if otherForm {
		l.strays = append(l.strays, d)
		return
	}
	l.documents = append(l.documents, d)
}

type owner uint8

const (
	nobody owner = iota // it does not say, or not in a way that can be told
	patient
	another
)

// whose returns the person that a subject names.
func (l *searchTarget) whose(subject json.RawMessage) owner {
	reference, _ := text(find(membersAnyway(subject), "reference"))
	reference, _, _ = strings.Cut(reference, "/_history/")
	base, id := "", reference
	if at := strings.LastIndex(reference, "Patient/"); at >= 0 {
		base, id = strings.TrimSuffix(reference[:at], "/"), reference[at+len("Patient/"):]
	}
	switch {
	case reference == "" || id == reference || l.patient == "":
		return nobody
	case id != l.patient, base != "" && l.server != "" && base != strings.TrimSuffix(l.server, "/"):
		return another
	}
	return patient
}

// maxDocuments is how many documents are read one by one. The search asks for one document.
// If there are more than maxDocuments, they are joined into one, which is searched for
// danger.
const maxDocuments = 50

// bounded returns the documents or, if there are too many, one that joins all of them.
func bounded(documents []document) []document {
	if len(documents) <= maxDocuments {
		return documents
	}
	all := []byte("[")
	for i, d := range documents {
		if i > 0 {
			all = append(all, ',')
		}
		all = append(all, d.data...)
	}
	return []document{{data: append(all, ']'), suspect: true}}
}
