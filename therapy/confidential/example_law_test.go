package confidential_test

import (
	"context"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Ten points in which the law differs between countries and states, each with an overlay for one of
// them. The examples show how to write an overlay; have a lawyer check what applies to you.

// differs prints the decision of the default table and the decision with an overlay.
func differs(overlay string, l confidential.Label, req confidential.Request, rules ...confidential.Rule) {
	table, err := confidential.DefaultTable().With(overlay, rules...)
	if err != nil {
		fmt.Println(err)
		return
	}
	req.At = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	nobody := confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil })
	for _, t := range []*confidential.Table{confidential.DefaultTable(), table} {
		d := confidential.NewGate(t, nobody).Explain(l, req)
		fmt.Printf("%s by %s", d.Effect, d.Rule)
		if d.Overlay != "" {
			fmt.Printf(" of %s", d.Overlay)
		}
		for _, duty := range d.Duties() {
			fmt.Printf("; %s", duty)
		}
		fmt.Println()
	}
}

func lawLabel(k confidential.Kind) confidential.Label {
	return confidential.LabelFor(k, confidential.MustPersonID("client-1"))
}

// Point 1: process notes. In Germany the client may inspect the whole record,
// and courts extend that to the therapist's own notes.
func Example_law01ProcessNotes() {
	differs("de", lawLabel(confidential.ProcessNote),
		confidential.Request{Recipient: confidential.MustPersonID("client-1"), Audience: confidential.Client, Purpose: confidential.ClientAccess},
		confidential.Rule{
			ID: "de-630g", Audiences: []confidential.Audience{confidential.Client}, Purposes: []confidential.Purpose{confidential.ClientAccess},
			Kinds: []confidential.Kind{confidential.ProcessNote}, Settings: []confidential.Setting{confidential.IndividualSetting},
			Effect: confidential.Permit, Duties: []string{"refuse only on therapeutic grounds or for others' rights"},
			Reason: "The client may inspect the whole record at any time.", Sources: therapy.MustCite("L23"),
		})
	// Output:
	// deny by CL2; offer a summary; ask the originator
	// permit by de-630g of de; refuse only on therapeutic grounds or for others' rights
}

// Point 2: protecting others. In states that mandate it the power becomes a
// duty; in states without such a law it does not exist.
func Example_law02DutyToProtect() {
	req := confidential.Request{
		Recipient: confidential.MustPersonID("police-1"), Audience: confidential.EmergencyService, Purpose: confidential.Protection, Ref: "incident-1",
	}
	rule := confidential.Rule{
		ID: "us-mandate", Audiences: []confidential.Audience{confidential.EmergencyService}, Purposes: []confidential.Purpose{confidential.Protection},
		Kinds: []confidential.Kind{confidential.Identity, confidential.RiskAssessment}, Needs: confidential.ReferenceRequired, Effect: confidential.PermitMinimum,
		Duties: []string{"this state requires the disclosure: do not delay", "record reasoning"},
		Reason: "The law of this state obliges therapists to protect an identifiable person.", Sources: therapy.MustCite("L20"),
	}
	differs("us-state-that-mandates", lawLabel(confidential.RiskAssessment), req, rule)
	rule.ID, rule.Effect, rule.Duties = "us-silent", confidential.Deny, []string{"take legal advice"}
	rule.Reason = "The law of this state gives no power to disclose."
	differs("us-state-that-is-silent", lawLabel(confidential.RiskAssessment), req, rule)
	// Output:
	// permit-minimum by EM2; record reasoning; tell the client unless that raises the risk
	// permit-minimum by us-mandate of us-state-that-mandates; this state requires the disclosure: do not delay; record reasoning
	// permit-minimum by EM2; record reasoning; tell the client unless that raises the risk
	// deny by us-silent of us-state-that-is-silent; take legal advice
}

// Point 3: the care team. In Germany professional secrecy applies between professionals too.
func Example_law03CareTeam() {
	differs("de", lawLabel(confidential.TreatmentPlan),
		confidential.Request{Recipient: confidential.MustPersonID("nurse-1"), Audience: confidential.CareTeam, Purpose: confidential.Coordination},
		confidential.Rule{
			ID: "de-203-team", Audiences: []confidential.Audience{confidential.CareTeam}, Purposes: []confidential.Purpose{confidential.Coordination},
			Needs: confidential.ConsentRequired, Effect: confidential.Permit, Reason: "Secrecy holds between those who are bound by it, and needs a release.", Sources: therapy.MustCite("L22"),
		})
	// Output:
	// permit-minimum by TM1; audit; no re-use
	// deny by de-203-team of de
}

// Point 4: relatives. In the United States it is enough that the client was asked and does not
// object; the reference names the note about this.
func Example_law04Family() {
	differs("us", lawLabel(confidential.TreatmentPlan),
		confidential.Request{Recipient: confidential.MustPersonID("sister-1"), Audience: confidential.Relative, Purpose: confidential.Supporting, Ref: "asked-2026-03-01"},
		confidential.Rule{
			ID: "us-510b", Audiences: []confidential.Audience{confidential.Relative}, Purposes: []confidential.Purpose{confidential.Supporting},
			Kinds: []confidential.Kind{confidential.Attendance, confidential.TreatmentPlan, confidential.RiskAssessment}, Needs: confidential.ReferenceRequired,
			Effect: confidential.PermitMinimum, Duties: []string{"only what this relative's involvement needs"},
			Reason: "The client was asked and did not object.", Sources: therapy.MustCite("L9"),
		})
	// Output:
	// deny by FM1; only what this relative's involvement needs
	// permit-minimum by us-510b of us; only what this relative's involvement needs
}

// Point 5: guardians. Where minors may consent to therapy on their own, nothing is disclosed to the
// parents of a minor who did so without the minor's consent. The tag says that the person is a
// minor.
func Example_law05Guardians() {
	l := lawLabel(confidential.TreatmentPlan)
	l.Tags = confidential.Minor
	differs("us-minor-consented-alone", l,
		confidential.Request{Recipient: confidential.MustPersonID("mother-1"), Audience: confidential.Guardian, Purpose: confidential.Supporting},
		confidential.Rule{
			ID: "us-502g", Audiences: []confidential.Audience{confidential.Guardian}, Tags: confidential.Minor,
			Needs: confidential.ConsentRequired, Effect: confidential.Permit, Reason: "The young person lawfully consented alone, so that the parent is not their representative here.", Sources: therapy.MustCite("L25"),
		})
	// Output:
	// permit-minimum by GD1; agree with the young person first
	// deny by us-502g of us-minor-consented-alone
}

// Point 6: joint records. In New York each participant may obtain them. The guard for other people
// permits only content that was said in the presence of the recipient.
func Example_law06JointRecords() {
	l := lawLabel(confidential.GroupContent)
	l.Setting = confidential.CoupleSetting
	l.About = []confidential.PersonID{confidential.MustPersonID("client-2")}
	l.Heard = []confidential.PersonID{confidential.MustPersonID("client-1"), confidential.MustPersonID("client-2")}
	differs("ny", l,
		confidential.Request{Recipient: confidential.MustPersonID("client-2"), Audience: confidential.Client, Purpose: confidential.ClientAccess},
		confidential.Rule{
			ID: "ny-joint", Audiences: []confidential.Audience{confidential.Client}, Purposes: []confidential.Purpose{confidential.ClientAccess},
			Kinds: []confidential.Kind{confidential.GroupContent}, If: confidential.Present, Effect: confidential.Permit,
			Reason: "Any one of those who took part may obtain the joint record.", Sources: therapy.MustCite("L19"),
		})
	// Output:
	// permit-minimum by CL4; remove other people
	// permit by ny-joint of ny
}

// Point 7: privilege of groups. Where a statute or case law protects what is said in a group, the
// privilege is asserted against a court order.
func Example_law07GroupPrivilege() {
	l := lawLabel(confidential.GroupContent)
	l.Setting = confidential.GroupSetting
	differs("us-state-with-group-privilege", l,
		confidential.Request{Recipient: confidential.MustPersonID("court-1"), Audience: confidential.Court, Purpose: confidential.LegalOrder, Ref: "order-1"},
		confidential.Rule{
			ID: "us-group-privilege", Audiences: []confidential.Audience{confidential.Court}, Purposes: []confidential.Purpose{confidential.LegalOrder},
			Kinds: []confidential.Kind{confidential.GroupContent}, Effect: confidential.Deny, Duties: []string{"assert the privilege", "legal advice first"},
			Reason: "What is said in group therapy is privileged in this state.", Sources: therapy.MustCite("L19"),
		})
	// Output:
	// permit-minimum by CO2; legal advice first; assert privilege; protect absent members
	// deny by us-group-privilege of us-state-with-group-privilege; assert the privilege; legal advice first
}

// Point 8: substance use records. One consent may cover treatment, payment and
// operations, but never proceedings against the patient.
func Example_law08SubstanceUse() {
	l := lawLabel(confidential.ProgressNote)
	l.Tags = confidential.SubstanceUse
	differs("us-part-2", l,
		confidential.Request{Recipient: confidential.MustPersonID("court-1"), Audience: confidential.Court, Purpose: confidential.LegalOrder, Ref: "order-1"},
		confidential.Rule{
			ID: "us-2.33b", Audiences: []confidential.Audience{confidential.Court}, Tags: confidential.SubstanceUse,
			Effect: confidential.Deny, Duties: []string{"legal advice first"},
			Reason: "Not for use in proceedings against the patient.", Sources: therapy.MustCite("L11"),
		})
	// Output:
	// permit-minimum by CO1; only what the order expressly covers; tell the client
	// deny by us-2.33b of us-part-2; legal advice first
}

// Point 9: supervision. Where trainees learn under supervision in a service's
// own programme, the record is discussed with the client's identity.
func Example_law09Supervision() {
	differs("us-training", lawLabel(confidential.ProgressNote),
		confidential.Request{Recipient: confidential.MustPersonID("supervisor-1"), Audience: confidential.Supervisor, Purpose: confidential.Supervision},
		confidential.Rule{
			ID: "us-508a2iB", Audiences: []confidential.Audience{confidential.Supervisor}, Purposes: []confidential.Purpose{confidential.Supervision},
			Kinds: []confidential.Kind{confidential.ProgressNote}, Effect: confidential.Permit, Duties: []string{"client told that supervision exists"},
			Reason: "Trainees learn under supervision in this service's own programme.", Sources: therapy.MustCite("L6"),
		})
	// Output:
	// permit-minimum by SV1; remove identity; client told that supervision exists
	// permit by us-508a2iB of us-training; client told that supervision exists
}

// Point 10: child abuse. Where reporting is mandatory, the row says so; the content of the report is
// the same.
func Example_law10ChildProtection() {
	differs("us", lawLabel(confidential.RiskAssessment),
		confidential.Request{Recipient: confidential.MustPersonID("authority-1"), Audience: confidential.Safeguarding, Purpose: confidential.ChildProtection, Ref: "report-1"},
		confidential.Rule{
			ID: "us-512b", Audiences: []confidential.Audience{confidential.Safeguarding}, Purposes: []confidential.Purpose{confidential.ChildProtection},
			Kinds: []confidential.Kind{confidential.RiskAssessment}, Needs: confidential.ReferenceRequired, Effect: confidential.PermitMinimum,
			Duties: []string{"reporting is mandatory: do not delay", "report facts, not notes"},
			Reason: "The law of this place obliges therapists to report.", Sources: therapy.MustCite("L10"),
		})
	// Output:
	// permit-minimum by SG1; report facts, not notes; tell the client unless that raises the risk
	// permit-minimum by us-512b of us; reporting is mandatory: do not delay; report facts, not notes
}
