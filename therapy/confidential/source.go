package confidential

import (
	"slices"
	"strings"
)

// Source is a text that rows, levels and guards rest on, and where it was read:
// several were read through a mirror or on a page that quotes them, and a
// lawyer's check should start with those.
type Source struct {
	// ID is what [Rule.Sources] and [Decision.Sources] call it, such as "S6".
	ID string
	// Title says what it is.
	Title string
	// Read says where it was read. Secondary says that this was not the text
	// itself but a mirror, an excerpt or somebody's account of it.
	Read      string
	Secondary bool
}

// Sources returns what the default table, the levels and the guards rest on, in
// the order of their ids. "J" stands for the judgement of this package.
func Sources() []Source { return slices.Clone(sources[:]) }

// SourcesOf returns the sources that a list such as "S6, S11e" names, in the
// order of the list. A letter at the end names a part of a source. What is not
// known is left out.
func SourcesOf(list string) []Source {
	var found []Source
	for id := range strings.SplitSeq(list, ",") {
		id = strings.TrimSpace(id)
		if strings.HasPrefix(id, "S") {
			id = strings.TrimRight(id, "abcdefghij")
		}
		for _, s := range sources {
			if s.ID == id {
				found = append(found, s)
			}
		}
	}
	return found
}

var sources = [...]Source{
	{ID: "S1", Title: "HL7 v3-Confidentiality 5.0.0", Read: "HL7 terminology sources (UTG), August 2026"},
	{ID: "S2", Title: "HL7 v3-ActCode 11.0.0, sensitivity policies, obligations and refrains", Read: "HL7 terminology sources (UTG), August 2026"},
	{ID: "S3", Title: "HL7 v3-ActReason 4.0.0, purposes of use", Read: "HL7 terminology sources (UTG), August 2026"},
	{ID: "S4", Title: "HL7 FHIR Data Segmentation for Privacy (DS4P)", Read: "the guide's own pages on labels and use cases"},
	{ID: "S5", Title: "45 CFR 164.501, definition of psychotherapy notes", Read: "a law firm's key that quotes it", Secondary: true},
	{ID: "S6", Title: "45 CFR 164.508(a)(2), authorisation for psychotherapy notes", Read: "the Code of Federal Regulations, 2004 edition"},
	{ID: "S7", Title: "US Department of Health and Human Services, questions on psychotherapy notes; no right of access", Read: "pages that quote it; 45 CFR 164.524 itself was not read", Secondary: true},
	{ID: "S8", Title: "45 CFR 164.502(b), minimum necessary", Read: "a law firm's key, text of 2013", Secondary: true},
	{ID: "S9", Title: "45 CFR 164.510(b) and 164.512(j), relatives and serious threats", Read: "pages that quote the Department's guidance", Secondary: true},
	{ID: "S10", Title: "45 CFR 164.512(c) and (e), abuse and courts", Read: "a state agency's outline, incomplete", Secondary: true},
	{ID: "S11", Title: "42 CFR Part 2, substance use disorder records, as amended in 2024", Read: "mirrors of 2.31 to 2.33 and 2.51 and overviews", Secondary: true},
	{ID: "S12", Title: "UK common law duty of confidence", Read: "Department of Health and health service guidance, archived"},
	{ID: "S13", Title: "The eight Caldicott principles", Read: "pages that list them, and the announcement of December 2020", Secondary: true},
	{ID: "S14", Title: "Health and Care Professions Council, guidance on confidentiality", Read: "the Council's own page"},
	{ID: "S15", Title: "British Association for Counselling and Psychotherapy, Good Practice in Action 014 (2021)", Read: "its list of contents only", Secondary: true},
	{ID: "S16", Title: "American Psychological Association, ethics code 4.01, 4.02, 4.05 and 10.03", Read: "pages that quote 4.01, 4.02 and 4.05 and paraphrase 10.03", Secondary: true},
	{ID: "S17", Title: "American Counseling Association, code of ethics B.4.a", Read: "pages that quote the text of 2005 and paraphrase that of 2014", Secondary: true},
	{ID: "S18", Title: "American Group Psychotherapy Association, ethics in group therapy", Read: "the Association's page; the guideline's opening only"},
	{ID: "S19", Title: "Confidentiality and privilege in groups: reviews, New York guidance, liability insurers", Read: "an abstract, state guidance and insurers' articles", Secondary: true},
	{ID: "S20", Title: "Duty to protect, table of states", Read: "Journal of the American Academy of Psychiatry and the Law 42(4), 2014; a legislatures' list of 2013"},
	{ID: "S21", Title: "Jaffee v. Redmond (1996), psychotherapist privilege", Read: "accounts of the case and a later decision", Secondary: true},
	{ID: "S22", Title: "German Criminal Code s. 203 and professional secrecy", Read: "practices' pages and a talk that quote it", Secondary: true},
	{ID: "S23", Title: "German Civil Code s. 630g, inspection of the record", Read: "a commentary and a court's decision", Secondary: true},
	{ID: "S24", Title: "UK access to therapy notes (UK GDPR Art. 15, Data (Use and Access) Act 2025)", Read: "an article of April 2026", Secondary: true},
	{ID: "S25", Title: "45 CFR 164.502(g), minors and their representatives", Read: "pages that quote the Department's guidance", Secondary: true},
	{ID: "S26", Title: "Group agreements on confidentiality", Read: "agreements that practices publish"},
	{ID: "S27", Title: "Practice statements on supervision and on young people, UK", Read: "practices' pages, not codes", Secondary: true},
	{ID: "J", Title: "Judgement of this package", Read: "nowhere"},
}
