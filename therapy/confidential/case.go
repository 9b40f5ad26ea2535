package confidential

// Case is a course of treatment that a therapist works on: the individual treatment of one
// person, or a case with its own id, such as a group, a couple or a strand of a plan. A
// leader of a group treats its members only in the group: notes of a member's individual
// treatment belong to another case. In the same way, content of a group is not part of a
// member's individual treatment. If the label of such content names no case, only a therapist
// who treats everybody it is about counts as a therapist of its case.
//
// The zero Case means no case.
type Case struct {
	Hidden
	// Person is the person it is about. It may be left out if ID is stated; the case then
	// includes everybody in it.
	Person PersonID
	// ID names the case; it is empty for the individual treatment of Person.
	ID CaseID
}

// Treating returns the cases of the individual treatment of the people.
func Treating(people ...PersonID) []Case {
	cases := make([]Case, len(people))
	for i, id := range people {
		cases[i].Person = id
	}
	return cases
}

// has reports whether content under the label belongs to the case.
func (c Case) has(l *Label) bool {
	switch {
	case c.ID != l.Case:
		return false
	case c.ID == "":
		return !l.Subject.IsZero() && c.Person == l.Subject
	default:
		return c.Person.IsZero() || l.Subject.IsZero() || c.Person == l.Subject
	}
}

// treats reports whether the recipient works on the case that the content belongs to.
func treats(l *Label, req *Request) bool {
	found := false
	for i := range req.Treats {
		found = found || req.Treats[i].has(l)
	}
	if l.Kind != GroupContent || l.Case != "" {
		return found
	}
	for _, id := range l.About {
		found = found && req.treatsAlone(id)
	}
	return found
}

// treatsAlone reports whether the recipient treats the person individually.
func (req *Request) treatsAlone(id PersonID) bool {
	for i := range req.Treats {
		if c := &req.Treats[i]; c.ID == "" && c.Person == id {
			return true
		}
	}
	return false
}
