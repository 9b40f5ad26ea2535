package confidential_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// personal lists the types of this package that can hold data about a person.
func personal(tb testing.TB) []any {
	tb.Helper()
	access := emergencyOf("emergency-1")
	req := asked(payerReq, func(r *confidential.Request) { r.Emergency = &access })
	d := defaultGate().Explain(restricted, payerReq)
	return []any{
		confidential.SealText(confidential.ProgressNote, client1, "made up"), fullLabel(), req, d, payerConsent("consent-1"),
		confidential.Refusal{},
		confidential.Case{},
		confidential.Envelope{},
		confidential.Key{},
		testRing(tb, "key-1"),
		confidential.Record{},
		confidential.Entry{},
		confidential.Shown{},
		confidential.Viewed{},
		access,
		confidential.EmergencyReview{},
		confidential.Erasure{},
		confidential.Kept{},
		confidential.Due{},
		confidential.StoredText{},
	}
}

func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	confidentialtest.CheckDisplay(t, personal(t)...)
	confidentialtest.CheckListed(t, ".", personal(t), map[string]string{
		"PersonID": "a pseudonym, which is shown where somebody is to be named", "CaseID": "an id", "KeyID": "an id", "ConsentID": "an id", "ReferenceID": "an id",
		"ConsentList": "ids", "Tags": "words", "Level": "a word, with a scale of its own", "Hidden": "holds nothing", "Hearing": "numbers", "FieldTag": "words",
		"Rule": "a row, about nobody", "Table": "rows", "RetentionRule": "a rule, about nobody", "Gate": "a table and an auditor", "Log": "a writer", "Anchor": "a number and a hash",
		"AuditorFunc": "a function", "TamperError": "a line number", "Tampering": "a word", "DeniedError": "prints one text, see TestRefusalsPrintNoReason",
		"Place": "the id and the field of a record", "DocumentWriter": "pointers to sealed values", "DocumentReader": "pointers to sealed values",
	})
}

func TestEverythingEncodesWhole(t *testing.T) {
	access := emergencyOf("emergency-1")
	req := asked(treatingReq, func(r *confidential.Request) {
		r.Emergency, r.Refusals = &access, []confidential.Refusal{{Ref: "refusal-1", By: client1, Given: noon}}
	})
	e, err := note("made up").Store(testRing(t, "key-1"), place)
	require.NoError(t, err)
	d := defaultGate().Explain(restricted, payerReq)
	record := recordAt(1)
	record.Consents, record.Fields, record.Place = d.Consents, 3, "goals 2, concern"
	day := therapy.MustDate(2026, 3, 2)
	kept := confidential.Kept{Record: "plan/1", Subject: client1, Kind: confidential.Diagnosis, LastContact: day, Born: day, Hold: true}
	var rule confidential.Rule
	for _, r := range confidential.DefaultTable().All() {
		rule = r
	}
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Gate": "a table and an auditor", "Log": "a writer", "Hidden": "holds nothing", "Key": "a cipher", "Keyring": "ciphers",
		"DocumentWriter": "is at work", "DocumentReader": "is at work", "DeniedError": "is an error", "TamperError": "is an error",
		"Shown": "the inside of a view, for who runs it", "Viewed": "its JSON is what is sent", "FieldTag": "is a struct tag", "Table": "is read by pointer, see TestTablesAndDecisionsEncodeWhole",
		"Decision": "shares lists with its table, see TestTablesAndDecisionsEncodeWhole",
	},
		client1, confidential.CaseID("group-1"), confidential.KeyID("key-1"), confidential.ConsentID("consent-1"), confidential.ReferenceID("order-1"),
		fullLabel(), req, payerConsent("consent-1"), req.Refusals[0], confidential.Case{Person: client1, ID: "group-1"}, access,
		confidential.EmergencyReview{Access: "emergency-1", By: client2, At: noon, Outcome: "justified"}, e, confidential.StoredText{Revision: 1, Field: "/a", Envelope: e},
		place, record, confidential.Entry{Seq: 1, Prev: "", Record: record, Hash: "x"}, confidential.Anchor{Seq: 1, Hash: "x"}, d.Consents, rule,
		confidential.Erasure{Person: client1, Key: "key-1", By: client2, At: noon, Ref: "request-1"}, kept, confidential.Due{Kept: kept, Rules: []string{"adults"}, Until: day},
		confidential.RetentionRule{ID: "adults", Kinds: []confidential.Kind{confidential.Diagnosis}, Years: 10, From: confidential.FromLastContact, Reason: "r", Sources: therapy.MustCite("L28")},
		confidential.HearingOf(confidential.GroupSetting, client1, []confidential.PersonID{client2}, nil), confidential.Torn,
		confidential.Restricted, confidential.Diagnosis, confidential.GroupSetting, confidential.Minor, confidential.Payer, confidential.Payment, confidential.Permit,
		confidential.Present, confidential.ConsentRequired, confidential.Disclosed, confidential.PrimaryKey, confidential.FromMajority, confidential.PartTime,
	))
}
