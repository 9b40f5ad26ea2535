package confidential

// Case is a course of treatment that somebody works on: that of one person
// individually, or a case with an id of its own, such as a group, a couple or a strand
// of a plan. Somebody who leads a group treats its members in the group and nowhere
// else: notes of a member's individual treatment are another case. In the same way, what was
// said in a group is no part of one member's individual treatment: where its label names no
// case, it counts as part of a case only for somebody who treats everybody it is about.
//
// The zero Case is nobody's.
type Case struct {
	Hidden
	// Person is whom it is about; it may be left out where ID is there, for a case with
	// everybody in it.
	Person PersonID
	// ID names the case; it is empty for the individual treatment of Person.
	ID CaseID
}

// Treating returns the individual cases of the people.
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
