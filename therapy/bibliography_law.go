package therapy

// lawSources lists what the rules of package confidential rest on: standards, statutes,
// professional codes. Several were read through a mirror or on a page that quotes them,
// which Secondary says; a lawyer's check starts with those. New rows go to the end.
func lawSources() []Source {
	return []Source{
		{ID: "L1", Document: "HL7 v3-Confidentiality 5.0.0", Strength: Official, Read: "HL7 terminology sources (UTG), August 2026"},
		{ID: "L2", Document: "HL7 v3-ActCode 11.0.0, sensitivity policies, obligations and refrains", Strength: Official, Read: "HL7 terminology sources (UTG), August 2026"},
		{ID: "L3", Document: "HL7 v3-ActReason 4.0.0, purposes of use", Strength: Official, Read: "HL7 terminology sources (UTG), August 2026"},
		{ID: "L4", Document: "HL7 FHIR Data Segmentation for Privacy (DS4P)", Strength: Official, Read: "the guide's own pages on labels and use cases"},
		{ID: "L5", Document: "45 CFR 164.501, definition of psychotherapy notes", Strength: Law, Read: "a law firm's key that quotes it", Secondary: true},
		{ID: "L6", Document: "45 CFR 164.508(a)(2), authorisation for psychotherapy notes", Strength: Law, Read: "the Code of Federal Regulations, 2004 edition"},
		{ID: "L7", Document: "US Department of Health and Human Services, questions on psychotherapy notes; no right of access", Strength: Law, Read: "pages that quote it; 45 CFR 164.524 itself was not read", Secondary: true},
		{ID: "L8", Document: "45 CFR 164.502(b), minimum necessary", Strength: Law, Read: "a law firm's key, text of 2013", Secondary: true},
		{ID: "L9", Document: "45 CFR 164.510(b) and 164.512(j), relatives and serious threats", Strength: Law, Read: "pages that quote the Department's guidance", Secondary: true},
		{ID: "L10", Document: "45 CFR 164.512(c) and (e), abuse and courts", Strength: Law, Read: "a state agency's outline, incomplete", Secondary: true},
		{ID: "L11", Document: "42 CFR Part 2, substance use disorder records, as amended in 2024", Strength: Law, Read: "mirrors of 2.31 to 2.33 and 2.51 and overviews", Secondary: true},
		{ID: "L12", Document: "UK common law duty of confidence", Strength: Law, Read: "Department of Health and health service guidance, archived"},
		{ID: "L13", Document: "The eight Caldicott principles", Strength: Official, Read: "pages that list them, and the announcement of December 2020", Secondary: true},
		{ID: "L14", Document: "Health and Care Professions Council, guidance on confidentiality", Strength: EthicsCode, Read: "the Council's own page"},
		{ID: "L15", Document: "British Association for Counselling and Psychotherapy, Good Practice in Action 014 (2021)", Strength: EthicsCode, Read: "its list of contents only", Secondary: true},
		{ID: "L16", Document: "American Psychological Association, ethics code 4.01, 4.02, 4.05 and 10.03", Strength: EthicsCode, Read: "pages that quote 4.01, 4.02 and 4.05 and paraphrase 10.03", Secondary: true},
		{ID: "L17", Document: "American Counseling Association, code of ethics B.4.a", Strength: EthicsCode, Read: "pages that quote the text of 2005 and paraphrase that of 2014", Secondary: true},
		{ID: "L18", Document: "American Group Psychotherapy Association, ethics in group therapy", Strength: EthicsCode, Read: "the Association's page; the guideline's opening only"},
		{ID: "L19", Document: "Confidentiality and privilege in groups: reviews, New York guidance, liability insurers", Strength: Review, Read: "an abstract, state guidance and insurers' articles", Secondary: true},
		{ID: "L20", Document: "Duty to protect, table of states", Strength: Review, Read: "Journal of the American Academy of Psychiatry and the Law 42(4), 2014; a legislatures' list of 2013"},
		{ID: "L21", Document: "Jaffee v. Redmond (1996), psychotherapist privilege", Strength: Law, Read: "accounts of the case and a later decision", Secondary: true},
		{ID: "L22", Document: "German Criminal Code s. 203 and professional secrecy", Strength: Law, Read: "practices' pages and a talk that quote it", Secondary: true},
		{ID: "L23", Document: "German Civil Code s. 630g, inspection of the record", Strength: Law, Read: "a commentary and a court's decision", Secondary: true},
		{ID: "L24", Document: "UK access to therapy notes (UK GDPR Art. 15, Data (Use and Access) Act 2025)", Strength: Law, Read: "an article of April 2026", Secondary: true},
		{ID: "L25", Document: "45 CFR 164.502(g), minors and their representatives", Strength: Law, Read: "pages that quote the Department's guidance", Secondary: true},
		{ID: "L26", Document: "Group agreements on confidentiality", Strength: WebPage, Read: "agreements that practices publish"},
		{ID: "L27", Document: "Practice statements on supervision and on young people, UK", Strength: WebPage, Read: "practices' pages, not codes", Secondary: true},
		{ID: "L28", Document: "Judgement of this library", Strength: LocalPolicy},
	}
}
