package confidential

import "sync"

// DefaultTable returns the forty rows that this package ships: what law and
// professional ethics have in common, read carefully, with the stricter answer
// where they differ. It is not legal advice. The points in which the law differs
// from place to place are marked in Varies and documented in the package
// comment; a deployer settles them with [Table.With].
//
// Rows are tried from top to bottom, and the sources are abbreviated as in
// [Sources].
func DefaultTable() *Table { return defaultTable() }

var defaultTable = sync.OnceValue(func() *Table {
	t, err := NewTable(defaultRules...)
	if err != nil {
		panic("confidential: the default table is broken: " + err.Error())
	}
	return t
})

// defaultRules is the table. Each row's sources are in its Sources.
var defaultRules = []Rule{
	{
		ID: "TT1", Audiences: []Audience{TreatingTherapist},
		If: OwnCase, Effect: Permit, Duties: []string{"audit"},
		Reason:  "It is their own work with the person that needs it. The one who wrote process notes needs no further authority to use them in treatment.",
		Sources: "S6, S2",
	},
	{
		ID: "CL1", Audiences: []Audience{Client}, Purposes: []Purpose{ClientAccess},
		Kinds: []Kind{Identity, Attendance, Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, TestResult, RiskAssessment}, Settings: []Setting{IndividualSetting},
		Effect: Permit, Duties: []string{"audit"},
		Reason:  "People see what is recorded about them. Keeping something back needs a ground of its own, such as serious harm or somebody else's rights.",
		Sources: "S7, S24, S23", Varies: "grounds for withholding",
	},
	{
		ID: "CL2", Audiences: []Audience{Client}, Purposes: []Purpose{ClientAccess},
		Kinds:  []Kind{ProcessNote},
		Effect: Deny, Duties: []string{"offer a summary", "ask the originator"},
		Reason:  "Process notes are the therapist's separate working notes. Whether a client can have them depends wholly on the place, so the neutral answer is no, and to say so.",
		Sources: "S5, S7, S23, S24", Varies: "YES: US no right; UK and DE largely a right",
	},
	{
		ID: "CL3", Audiences: []Audience{Client}, Purposes: []Purpose{ClientAccess},
		Kinds: []Kind{GroupContent}, Settings: []Setting{GroupSetting},
		If: Present, Effect: PermitMinimum, Duties: []string{"remove other members"},
		Reason:  "Members may have what was said in front of them, with everybody else made unrecognisable.",
		Sources: "S19b, S26", Varies: "YES: NY lets any one participant obtain joint records",
	},
	{
		ID: "CL4", Audiences: []Audience{Client}, Purposes: []Purpose{ClientAccess},
		Kinds:  []Kind{GroupContent, ThirdParty, Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, TestResult, RiskAssessment, Identity, Attendance},
		Effect: PermitMinimum, Duties: []string{"remove other people"},
		Reason:  "In the record of a couple, family or group, other people's rights limit what one of them can see.",
		Sources: "S23, S16", Varies: "yes",
	},
	{
		ID: "CT1", Audiences: []Audience{CoTherapist}, Purposes: []Purpose{Treatment},
		Kinds: []Kind{GroupContent, Identity, Attendance, Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, RiskAssessment, TestResult, ThirdParty},
		If:    OwnCase, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Another therapist of the same case needs the clinical record to treat.",
		Sources: "S8, S12",
	},
	{
		ID: "CT2", Audiences: []Audience{CoTherapist}, Purposes: []Purpose{Treatment},
		Kinds: []Kind{ProcessNote},
		Needs: StandAloneConsent, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Process notes are for whoever wrote them. Anyone else needs the client's authority, for treatment too.",
		Sources: "S6, S7", Varies: "yes",
	},
	{
		ID: "GM1", Audiences: []Audience{GroupMember}, Purposes: []Purpose{Treatment},
		Kinds: []Kind{GroupContent}, Settings: []Setting{GroupSetting, CoupleSetting, FamilySetting},
		If: Present, Effect: Permit, Duties: []string{"remind of the group agreement"},
		Reason:  "It was said in this person's presence; they know it already.",
		Sources: "S19b, S26",
	},
	{
		ID: "GM2", Audiences: []Audience{GroupMember}, Purposes: []Purpose{Treatment},
		Kinds: []Kind{GroupContent}, Settings: []Setting{GroupSetting, CoupleSetting, FamilySetting},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"remind of the group agreement"},
		Reason:  "Whoever was not at the session is outside the circle for that session.",
		Sources: "S19b, S26", Varies: "group rules",
	},
	{
		ID: "GM3", Audiences: []Audience{GroupMember}, Purposes: []Purpose{Treatment},
		Kinds: []Kind{Identity, PersonalHistory, Diagnosis, RiskAssessment, ProgressNote, TreatmentPlan},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"record the agreement to bring it to the group"},
		Reason:  "What was said one to one stays one to one, unless it was agreed beforehand to bring it to the group.",
		Sources: "S19b, S19c", Varies: "prior-agreement practice",
	},
	{
		ID: "GM4", Audiences: []Audience{GroupMember},
		Effect:  Deny,
		Reason:  "Members are under no professional duty and no software can bind them, so nothing else goes to them.",
		Sources: "S19a, S26",
	},
	{
		ID: "SV1", Audiences: []Audience{Supervisor}, Purposes: []Purpose{Supervision},
		Kinds:  []Kind{ProcessNote, ProgressNote, PersonalHistory, TreatmentPlan, Diagnosis, RiskAssessment, GroupContent, ThirdParty, TestResult},
		Effect: PermitMinimum, Duties: []string{"remove identity", "client told that supervision exists"},
		Reason:  "Supervision is about the therapist's work. It is expected, and done without identifying the client.",
		Sources: "S6, S27, S16", Varies: "yes: employer-supervised services often identify",
	},
	{
		ID: "SV2", Audiences: []Audience{Supervisor}, Purposes: []Purpose{Supervision},
		Kinds: []Kind{Identity, Attendance},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Supervision works without identity. Live or recorded supervision has to be agreed to.",
		Sources: "S27, S16", Varies: "yes",
	},
	{
		ID: "SV3", Audiences: []Audience{Supervisor}, Purposes: []Purpose{Protection},
		Kinds: []Kind{Identity, RiskAssessment},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"record the risk and the advice"},
		Reason:  "Asking for advice in order to protect somebody from harm.",
		Sources: "S16",
	},
	{
		ID: "TM1", Audiences: []Audience{CareTeam}, Purposes: []Purpose{Coordination},
		Kinds:  []Kind{Identity, Attendance, Diagnosis, TreatmentPlan, RiskAssessment, TestResult},
		Effect: PermitMinimum, Duties: []string{"audit", "no re-use"},
		Reason:  "The team needs the plan and the risk, not the story.",
		Sources: "S8, S13, S12", Varies: "YES: DE secrecy applies between professionals",
	},
	{
		ID: "TM2", Audiences: []Audience{CareTeam}, Purposes: []Purpose{Coordination},
		Kinds:  []Kind{ProgressNote},
		Effect: PermitMinimum, Duties: []string{"share a summary"},
		Reason:  "Progress notes are part of the record, but a summary is usually enough to coordinate care.",
		Sources: "S5, S13", Varies: "yes",
	},
	{
		ID: "TM3", Audiences: []Audience{CareTeam}, Purposes: []Purpose{Coordination},
		Kinds: []Kind{ProcessNote},
		Needs: StandAloneConsent, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Process notes go to another provider on an authorisation only, for treatment too.",
		Sources: "S7", Varies: "yes",
	},
	{
		ID: "TM4", Audiences: []Audience{CareTeam}, Purposes: []Purpose{Coordination},
		Kinds: []Kind{GroupContent, ThirdParty, PersonalHistory},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Coordinating care needs neither this person's story nor anybody else's.",
		Sources: "S13, S19b", Varies: "yes",
	},
	{
		ID: "RF1", Audiences: []Audience{Referrer}, Purposes: []Purpose{Coordination},
		Kinds: []Kind{Identity, Attendance, Diagnosis, TreatmentPlan, RiskAssessment, TestResult, ProgressNote},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"tell the client what is sent"},
		Reason:  "What is reported back to a doctor or other referrer is agreed with the client first.",
		Sources: "S12, S15, S22", Varies: "YES: US permits for treatment; UK NHS implies consent for direct care; DE needs release",
	},
	{
		ID: "RF2", Audiences: []Audience{Referrer}, Purposes: []Purpose{Protection},
		Kinds: []Kind{Identity, RiskAssessment},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"tell the client unless that raises the risk"},
		Reason:  "A risk may be shared with the doctor who can act on it.",
		Sources: "S9, S12", Varies: "threshold",
	},
	{
		ID: "PY1", Audiences: []Audience{Payer}, Purposes: []Purpose{Payment},
		Kinds:  []Kind{Identity, Attendance, Diagnosis},
		Effect: PermitMinimum, Duties: []string{"audit"},
		Reason:  "It is enough to settle the claim, and no more.",
		Sources: "S8, S16", Varies: "yes",
	},
	{
		ID: "PY2", Audiences: []Audience{Payer}, Purposes: []Purpose{Payment},
		Kinds:  []Kind{TreatmentPlan},
		Effect: PermitMinimum, Duties: []string{"send a summary"},
		Reason:  "Some payers need the plan before they authorise sessions; a summary is the least that does.",
		Sources: "S8, S5", Varies: "yes",
	},
	{
		ID: "PY3", Audiences: []Audience{Payer}, Purposes: []Purpose{Payment},
		Kinds: []Kind{ProgressNote, TestResult, RiskAssessment},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Payment does not need the narrative.",
		Sources: "S8, S13", Varies: "yes",
	},
	{
		ID: "PY4", Audiences: []Audience{Payer}, Purposes: []Purpose{Payment},
		Kinds: []Kind{ProcessNote},
		Needs: StandAloneConsent, Effect: Permit, Duties: []string{"payment must not depend on it"},
		Reason:  "Process notes go to a payer on a separate authorisation only.",
		Sources: "S6, S7, S11e", Varies: "yes",
	},
	{
		ID: "FM1", Audiences: []Audience{Relative}, Purposes: []Purpose{Supporting},
		Kinds: []Kind{Attendance, TreatmentPlan, RiskAssessment, Diagnosis, ProgressNote},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"only what this relative's involvement needs"},
		Reason:  "Relatives who are involved are told what the client agrees to.",
		Sources: "S9, S12", Varies: "YES: HIPAA works on no-objection, not consent",
	},
	{
		ID: "FM2", Audiences: []Audience{Relative}, Purposes: []Purpose{Protection},
		Kinds: []Kind{RiskAssessment},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"only to someone able to prevent it", "tell the client after"},
		Reason:  "A serious threat may be told to somebody who can reasonably prevent or lessen it.",
		Sources: "S9, S22", Varies: "threshold, self-harm",
	},
	{
		ID: "GD1", Audiences: []Audience{Guardian}, Purposes: []Purpose{Supporting},
		Kinds:  []Kind{Attendance, TreatmentPlan, RiskAssessment, Diagnosis},
		Effect: PermitMinimum, Duties: []string{"agree with the young person first"},
		Reason:  "A legal representative needs enough to consent to treatment and to keep the person safe.",
		Sources: "S25", Varies: "YES: age, competence, who consented",
	},
	{
		ID: "GD2", Audiences: []Audience{Guardian}, Purposes: []Purpose{Supporting},
		Kinds: []Kind{ProgressNote, PersonalHistory, TestResult},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"audit"},
		Reason:  "What a young person confides needs the young person's agreement where they are competent.",
		Sources: "S25, S27", Varies: "YES",
	},
	{
		ID: "GD3", Audiences: []Audience{Guardian}, Purposes: []Purpose{Supporting},
		Kinds:   []Kind{ProcessNote, GroupContent, ThirdParty},
		Effect:  Deny,
		Reason:  "A guardian's role does not need it, and what other members said is never a guardian's.",
		Sources: "S25, S7", Varies: "YES",
	},
	{
		ID: "SG1", Audiences: []Audience{Safeguarding}, Purposes: []Purpose{ChildProtection},
		Kinds: []Kind{Identity, RiskAssessment, ThirdParty, PersonalHistory},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"report facts, not notes", "tell the client unless that raises the risk"},
		Reason:  "Reports of abuse are required or allowed nearly everywhere, within what the report needs.",
		Sources: "S10, S16, S22", Varies: "YES: mandate, age, past abuse",
	},
	{
		ID: "SG2", Audiences: []Audience{Safeguarding}, Purposes: []Purpose{ChildProtection},
		Effect: Deny, Duties: []string{"extract the facts into a report"},
		Reason:  "A report carries facts; the note itself is not sent.",
		Sources: "S10, S15", Varies: "yes",
	},
	{
		ID: "CO1", Audiences: []Audience{Court}, Purposes: []Purpose{LegalOrder},
		Kinds: []Kind{Identity, Attendance, Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, RiskAssessment, TestResult, ThirdParty},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"only what the order expressly covers", "tell the client"},
		Reason:  "A court's order permits what it expressly names. A subpoena or a lawyer's letter is not an order.",
		Sources: "S10, S19d, S12", Varies: "YES",
	},
	{
		ID: "CO2", Audiences: []Audience{Court}, Purposes: []Purpose{LegalOrder},
		Kinds: []Kind{ProcessNote, GroupContent},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"legal advice first", "assert privilege", "protect absent members"},
		Reason:  "Whether group sessions are privileged is uncertain, and process notes are protected most: object first, then obey narrowly.",
		Sources: "S19a, S21, S6", Varies: "YES",
	},
	{
		ID: "CO3", Audiences: []Audience{Court}, Purposes: []Purpose{Supporting},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"explain that raising a mental state may waive privilege"},
		Reason:  "Clients may choose to release content for a case of their own.",
		Sources: "S21", Varies: "yes",
	},
	{
		ID: "RS0", Audiences: []Audience{Researcher}, Purposes: []Purpose{Research},
		If: Deidentified, Effect: Permit, Duties: []string{"data use agreement", "no relinking"},
		Reason:  "What has been de-identified to low may be used under an agreement.",
		Sources: "S1", Varies: "yes",
	},
	{
		ID: "RS1", Audiences: []Audience{Researcher}, Purposes: []Purpose{Research},
		Kinds: []Kind{Diagnosis, Attendance, TestResult, TreatmentPlan, ProgressNote},
		Needs: ConsentRequired, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Research on people who can be identified needs their consent, or an approved waiver.",
		Sources: "S13, J", Varies: "ethics-board waiver",
	},
	{
		ID: "RS2", Audiences: []Audience{Researcher}, Purposes: []Purpose{Research},
		Kinds: []Kind{ProcessNote, PersonalHistory},
		Needs: StandAloneConsent, Effect: Permit, Duties: []string{"audit"},
		Reason:  "Research is not among the exceptions for process notes.",
		Sources: "S6", Varies: "yes",
	},
	{
		ID: "RS3", Audiences: []Audience{Researcher}, Purposes: []Purpose{Research},
		Kinds:   []Kind{Identity, GroupContent, ThirdParty, RiskAssessment},
		Effect:  Deny,
		Reason:  "This is not released for research in a form that identifies anybody.",
		Sources: "S13, J", Varies: "yes",
	},
	{
		ID: "EM1", Audiences: []Audience{EmergencyService}, Purposes: []Purpose{Emergency},
		Kinds:  []Kind{Identity, RiskAssessment, Diagnosis, TreatmentPlan},
		Effect: PermitMinimum, Duties: []string{"document at once: to whom, by whom, when, why"},
		Reason:  "In a true emergency there is no time for consent.",
		Sources: "S11d, S9, S12",
	},
	{
		ID: "EM2", Audiences: []Audience{EmergencyService}, Purposes: []Purpose{Protection},
		Kinds: []Kind{Identity, RiskAssessment},
		Needs: ReferenceRequired, Effect: PermitMinimum, Duties: []string{"record reasoning", "tell the client unless that raises the risk"},
		Reason:  "There is a duty or a power to protect a person who is at serious risk.",
		Sources: "S20, S9, S22", Varies: "YES: duty, power or silence by state",
	},
}
