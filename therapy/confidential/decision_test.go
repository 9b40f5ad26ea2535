package confidential_test

import (
	stdcmp "cmp"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	therapytest.Golden(t, *update, filepath.Join("testdata", name), []byte(got))
}

// Every value of the closed vocabularies, up to the first that has no name.
func every[T interface {
	~uint8
	MarshalText() ([]byte, error)
}](first T) []T {
	var all []T
	for x := first; ; x++ {
		if _, err := x.MarshalText(); err != nil {
			return all
		}
		all = append(all, x)
	}
}

var (
	audiences = every(confidential.Client)
	purposes  = every(confidential.Treatment)
	kinds     = every(confidential.Identity)
	settings  = every(confidential.IndividualSetting)
	levels    = every(confidential.VeryRestricted)

	client2    = confidential.MustPersonID("client-2")
	absent9    = confidential.MustPersonID("client-9")
	therapist3 = confidential.MustPersonID("therapist-3")
	someone    = confidential.MustPersonID("someone-7")
	order5     = confidential.ReferenceID("order-5")
)

// consentStates lists the combinations of consent and reference that a request may come with.
var consentStates = []string{"nothing", "reference", "subject agrees", "all agree", "all agree to this alone", "all agree to this alone, reference", "all agreed, taken back"}

// scene is a request for some content, with the setting and the consents.
type scene struct {
	label confidential.Label
	req   confidential.Request
	state string
}

// sceneOf builds a scene. In a couple, family or group the content is also about another person and
// was said in the presence of both.
func sceneOf(a confidential.Audience, p confidential.Purpose, k confidential.Kind, s confidential.Setting, state string, recipient confidential.PersonID) scene {
	l := confidential.LabelFor(k, client1)
	l.Setting = s
	if s != confidential.IndividualSetting {
		l.About, l.Heard = []confidential.PersonID{client2}, []confidential.PersonID{client1, client2}
	}
	req := confidential.Request{Recipient: recipient, Audience: a, Purpose: p, At: noon}
	if a == confidential.TreatingTherapist || a == confidential.CoTherapist {
		req.Treats = confidential.Treating(client1)
		if s != confidential.IndividualSetting { // therapists lead it
			req.Treats = confidential.Treating(client1, client2)
		}
	}
	consent := func(by confidential.PersonID, kinds ...confidential.Kind) confidential.Consent {
		c := confidential.Consent{
			Ref: "consent-1", By: by, Audiences: []confidential.Audience{a}, Purposes: []confidential.Purpose{p},
			Kinds: kinds, Given: noon.Add(-time.Hour),
		}
		if strings.Contains(state, "taken back") {
			c.Revoked = noon.Add(-time.Minute)
		}
		return c
	}
	other := confidential.Attendance // a second kind, so that the consent covers two
	if k == other {
		other = confidential.Diagnosis
	}
	switch {
	case state == "subject agrees":
		req.Consents = []confidential.Consent{consent(client1, k, other)}
	case strings.HasPrefix(state, "all agree to this alone"):
		req.Consents = []confidential.Consent{consent(client1, k), consent(client2, k)}
	case strings.HasPrefix(state, "all agree"):
		req.Consents = []confidential.Consent{consent(client1, k, other), consent(client2, k, other)}
	}
	if strings.Contains(state, "reference") {
		req.Ref = order5
	}
	return scene{l, req, state}
}

func recipients(a confidential.Audience) []confidential.PersonID {
	switch a {
	case confidential.Client:
		return []confidential.PersonID{client1, client2, absent9}
	case confidential.GroupMember:
		return []confidential.PersonID{client2, absent9}
	case confidential.TreatingTherapist, confidential.CoTherapist:
		return []confidential.PersonID{therapist3}
	default:
		return []confidential.PersonID{someone}
	}
}

func scenes() iter.Seq[scene] {
	return func(yield func(scene) bool) {
		for _, a := range audiences {
			for _, p := range purposes {
				for _, k := range kinds {
					for _, s := range settings {
						for _, state := range consentStates {
							for _, who := range recipients(a) {
								if !yield(sceneOf(a, p, k, s, state, who)) {
									return
								}
							}
						}
					}
				}
			}
		}
	}
}

func defaultGate() *confidential.Gate {
	return confidential.NewGate(confidential.DefaultTable(), quiet)
}

// TestDecisionsGolden prints every decision of the default table in a form that a lawyer can review.
func TestDecisionsGolden(t *testing.T) {
	require.Len(t, audiences, 15)
	require.Len(t, purposes, 12)
	require.Len(t, kinds, 11)
	require.Len(t, settings, 4)
	g := defaultGate()
	var b strings.Builder
	b.WriteString(decisionsPreface)
	for _, a := range audiences {
		for _, who := range recipients(a) {
			fmt.Fprintf(&b, "\n== %s%s\n", a, map[confidential.PersonID]string{
				client1: ", whose record it is", client2: ", another person it is about, who was there unless it was one to one", absent9: ", somebody else, who was not there",
			}[who])
			var never, texts, titles []string // purposes with the same answers together
			for _, p := range purposes {
				text, speaks := purposeText(g, a, p, who)
				if !speaks {
					never = append(never, p.String())
					continue
				}
				if i := slices.Index(texts, text); i >= 0 {
					titles[i] += ", " + p.String()
					continue
				}
				texts, titles = append(texts, text), append(titles, p.String())
			}
			for i, text := range texts {
				fmt.Fprintf(&b, "\n  for %s\n%s", titles[i], text)
			}
			if len(never) > 0 {
				fmt.Fprintf(&b, "\n  for %s: never, whatever there is of consent\n", strings.Join(never, ", "))
			}
		}
	}
	golden(t, "decisions.txt", b.String())
}

const decisionsPreface = `Who gets what: every decision of the default table. Not legal advice.

Content has its kind's usual level and no further sensitivity. In a couple, family or group it is about another
person as well, and was said in front of both. Therapists treat the person. "Minimum" is the minimum necessary for the
purpose. Each answer names the row or guard that gives it (G3: others are taken out; G5: an approver's reference is missing).
Where the answer depends on consent or on the reference of an order, incident or approval, it is given for each:
  -   nothing is there              R   a reference
  S   the person consents           A   everybody it is about consents
  1   everybody consents to this kind of content alone      1R  the same, and a reference
  X   everybody has consented and taken it back
`

var stateSigns = map[string]string{
	"nothing": "-", "reference": "R", "subject agrees": "S", "all agree": "A",
	"all agree to this alone": "1", "all agree to this alone, reference": "1R", "all agreed, taken back": "X",
}

func purposeText(g *confidential.Gate, a confidential.Audience, p confidential.Purpose, who confidential.PersonID) (text string, speaks bool) {
	var b strings.Builder
	first, same := "", true // one answer for everything
	for _, k := range kinds {
		var answers, in []string // by setting, equal ones together
		for _, s := range settings {
			answer, found := answerText(g, a, p, k, s, who)
			speaks = speaks || found
			first = stdcmp.Or(first, answer)
			same = same && answer == first
			if i := slices.Index(answers, answer); i >= 0 {
				in[i] += ", " + s.String()
				continue
			}
			answers, in = append(answers, answer), append(in, s.String())
		}
		for i, answer := range answers {
			where := in[i]
			if len(answers) == 1 {
				where = "anywhere"
			}
			fmt.Fprintf(&b, "    %-17s %-31s %s\n", k, where, answer)
		}
	}
	if same {
		return fmt.Sprintf("    everything, anywhere: %s\n", first), speaks
	}
	return b.String(), speaks
}

func answerText(g *confidential.Gate, a confidential.Audience, p confidential.Purpose, k confidential.Kind, s confidential.Setting, who confidential.PersonID) (string, bool) {
	var parts []string
	speaks := false
	byAnswer := map[string][]string{}
	for _, state := range consentStates {
		sc := sceneOf(a, p, k, s, state, who)
		d := g.Explain(sc.label, sc.req)
		word := map[confidential.Effect]string{confidential.Deny: "no", confidential.PermitMinimum: "minimum", confidential.Permit: "yes"}[d.Effect]
		answer := word + " (" + d.Rule + ")"
		if _, ok := byAnswer[answer]; !ok {
			parts = append(parts, answer)
		}
		byAnswer[answer] = append(byAnswer[answer], stateSigns[state])
		speaks = speaks || d.Rule != "no-row" && d.Rule != "G0-self"
	}
	if len(parts) == 1 {
		return parts[0], speaks
	}
	for i, answer := range parts {
		parts[i] = strings.Join(byAnswer[answer], " ") + ": " + answer
	}
	return strings.Join(parts, "; "), speaks
}

// The reference evaluator is slow and works on the text of the rows in the reference file.

type referenceRow struct{ id, audience, purpose, kinds, setting, condition, effect, duties, reason, sources, varies string }

// referenceRows reads the reference file and the additional rows of this package, which a test
// states in the same form.
func referenceRows(t *testing.T) (rows []referenceRow, reference int) {
	t.Helper()
	for _, file := range []string{"testdata/rules.tsv", "testdata/further.tsv"} {
		b, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(b)) {
			f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			require.Len(t, f, 11)
			if f[0] != "id" {
				rows = append(rows, referenceRow{f[0], strings.Replace(f[1], "family", "relative", 1), f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10]})
			}
		}
		if reference == 0 {
			reference = len(rows)
		}
	}
	require.Equal(t, 40, reference)
	return rows, reference
}

func (r *referenceRow) speaks(s *scene) bool {
	in := func(list, x string) bool {
		for name := range strings.SplitSeq(list, ",") {
			if name == "any" || name == x {
				return true
			}
		}
		return false
	}
	if !in(r.audience, s.req.Audience.String()) || !in(r.purpose, s.req.Purpose.String()) || !in(r.kinds, s.label.Kind.String()) || !in(r.setting, s.label.Setting.String()) {
		return false
	}
	switch r.condition {
	case "present":
		return slices.Contains(s.label.Heard, s.req.Recipient)
	case "level low or unrestricted":
		return s.label.Level == confidential.Low || s.label.Level == confidential.Unrestricted
	case "own client", "shared case":
		return slices.Contains(s.req.Treats, confidential.Case{Person: s.label.Subject})
	}
	return true
}

// lacking lists the people without a valid consent, checking one consent at a time.
func lacking(s *scene, people []confidential.PersonID, alone bool) []confidential.PersonID {
	var who []confidential.PersonID
	for _, id := range people {
		agreed := id == s.req.Recipient
		for _, c := range s.req.Consents {
			fits := c.By == id && !c.Given.After(s.req.At) && c.Revoked.IsZero() &&
				slices.Contains(c.Kinds, s.label.Kind) && slices.Contains(c.Audiences, s.req.Audience) && slices.Contains(c.Purposes, s.req.Purpose)
			if s.label.Kind == confidential.ProcessNote || alone {
				fits = fits && len(c.Kinds) == 1
			}
			agreed = agreed || fits
		}
		if !agreed {
			who = append(who, id)
		}
	}
	return who
}

var effects = map[string]confidential.Effect{
	"deny": confidential.Deny, "permit": confidential.Permit, "permit-with-consent": confidential.Permit, "permit-minimum": confidential.PermitMinimum,
}

// reference decides by the text of the rows. It supports scenes with a subject and scenes that name
// nobody.
func reference(rows []referenceRow, s *scene) (confidential.Effect, string) {
	everybody := append([]confidential.PersonID{s.label.Subject}, s.label.About...)
	asked := slices.Clone(everybody) // whose consent counts
	if s.label.Kind == confidential.GroupContent {
		asked = append(asked, s.label.Heard...)
	}
	low := s.label.Level == confidential.Low || s.label.Level == confidential.Unrestricted
	nameless := s.label.Subject.IsZero()
	dateOrCode := slices.Contains([]confidential.Kind{confidential.Attendance, confidential.Diagnosis, confidential.TreatmentPlan, confidential.TestResult}, s.label.Kind)
	if low && (!nameless || !dateOrCode) {
		return confidential.Deny, "G1-label"
	}
	inRoom := s.label.Kind == confidential.GroupContent && slices.Contains(s.label.Heard, s.req.Recipient)
	hearsay := !slices.Contains(everybody, s.req.Recipient) && !inRoom
	switch {
	case slices.Contains(s.label.Never, s.req.Recipient):
		return confidential.Deny, "G2-never"
	case s.req.Audience == confidential.Client && hearsay:
		return confidential.Deny, "G0-self"
	}
	var row *referenceRow
	for i := range rows {
		if rows[i].speaks(s) {
			row = &rows[i]
			break
		}
	}
	if row == nil {
		return confidential.Deny, "no-row"
	}
	if row.effect != "deny" && nameless && !low && (s.req.Audience != confidential.FrontDesk || s.label.Kind != confidential.Attendance) {
		return confidential.Deny, "G3-nobody"
	}
	if row.condition == "emergency access" {
		return confidential.Deny, row.id // no scene opens one
	}
	effect := effects[row.effect]
	alone := strings.Contains(row.condition, "stand-alone")
	if effect == confidential.Deny || row.condition == "ref" && (s.req.Ref == "") || strings.HasPrefix(row.condition, "consent") && len(lacking(s, asked, alone)) > 0 {
		return confidential.Deny, row.id
	}
	unnamed := s.label.Kind == confidential.ThirdParty && len(s.label.About) == 0
	if strings.HasPrefix(row.condition, "consent") && unnamed {
		return confidential.Deny, "G3-others"
	}
	rule := row.id
	treating := (s.req.Audience == confidential.TreatingTherapist || s.req.Audience == confidential.CoTherapist) && len(s.req.Treats) > 0
	heard := s.label.Kind == confidential.GroupContent && slices.Contains(s.label.Heard, s.req.Recipient)
	others := slices.DeleteFunc(slices.Clone(asked), func(id confidential.PersonID) bool {
		return s.req.Audience != confidential.Client && id == s.label.Subject
	})
	if effect == confidential.Permit && !treating && !heard && !low && (unnamed || len(lacking(s, others, alone)) > 0) {
		effect, rule = confidential.PermitMinimum, "G3-others"
	}
	own := s.req.Audience == confidential.TreatingTherapist || s.req.Audience == confidential.Client && slices.Contains(everybody, s.req.Recipient)
	exempt := slices.Contains([]confidential.Purpose{confidential.Emergency, confidential.ChildProtection, confidential.LegalOrder}, s.req.Purpose)
	if s.label.Tags == confidential.SubstanceUse && !own && !exempt && len(lacking(s, asked, alone)) > 0 {
		return confidential.Deny, "G4-substance-use"
	}
	if s.label.Level == confidential.VeryRestricted && !own && (s.req.Ref == "") {
		return confidential.Deny, "G5-approval"
	}
	return effect, rule
}

func TestDecisionsAgainstReference(t *testing.T) {
	g := defaultGate()
	rows, _ := referenceRows(t)
	decided, permitted := 0, 0
	used, sources := map[string]bool{}, map[string]bool{}
	variants := []func(*confidential.Label){
		func(*confidential.Label) {},
		func(l *confidential.Label) { l.Tags |= confidential.SubstanceUse },
		func(l *confidential.Label) { l.Level = confidential.Low },
		func(l *confidential.Label) {
			l.Level, l.Subject, l.About, l.Heard = confidential.Low, confidential.PersonID{}, nil, nil
		},
		func(l *confidential.Label) { l.Subject, l.About, l.Heard = confidential.PersonID{}, nil, nil },
		func(l *confidential.Label) { l.Level = confidential.VeryRestricted },
		func(l *confidential.Label) { l.Never = []confidential.PersonID{someone, client2, client1, therapist3} },
		func(l *confidential.Label) { l.About = nil },
	}
	for s := range scenes() {
		for i, vary := range variants {
			s := s
			vary(&s.label)
			d := g.Explain(s.label, s.req)
			effect, rule := reference(rows, &s)
			if d.Effect != effect || d.Rule != rule {
				t.Fatalf("%v for %v of %v, %v, %s, variant %d, recipient %v: %v by %s, reference %v by %s",
					s.req.Audience, s.req.Purpose, s.label.Kind, s.label.Setting, s.state, i, s.req.Recipient, d.Effect, d.Rule, effect, rule)
			}
			decided++
			used[d.Rule] = true
			if d.Effect != confidential.Deny {
				permitted++
			}
			// A permission needs nothing further, unless other people's parts must be removed. This uses plain
			// comparisons because there are hundreds of thousands.
			if d.Effect != confidential.Deny && d.Rule != "G3-others" && len(d.Needs()) > 0 || d.Reason == "" {
				t.Fatalf("%s: needs %v, because %q", d.Rule, d.Needs(), d.Reason)
			}
			if !sources[d.Rule] {
				sources[d.Rule] = true
				require.NotEmpty(t, d.Sources(), "%s names its source", d.Rule)
			}
		}
	}
	for _, r := range rows {
		require.True(t, used[r.id], "row %s decides somewhere", r.id)
	}
	t.Logf("%d decisions, %d permissions", decided, permitted)
}

// TestDefaultTableIsTheReference compares the rows one by one in every column.
func TestDefaultTableIsTheReference(t *testing.T) {
	rows, forty := referenceRows(t)
	var got []referenceRow
	for overlay, r := range confidential.DefaultTable().All() {
		require.Empty(t, overlay)
		row := rowText(r)
		if len(got) < forty { // the reference has a second name for two conditions
			switch want := rows[len(got)].condition; {
			case want == "consent of every person it is about" && row.condition == "consent", want == "shared case" && row.condition == "own client":
				row.condition = want
			}
		}
		got = append(got, row)
	}
	if *update {
		var b strings.Builder
		for _, r := range got[forty:] {
			b.WriteString(strings.Join([]string{r.id, r.audience, r.purpose, r.kinds, r.setting, r.condition, r.effect, r.duties, r.reason, r.sources, r.varies}, "\t") + "\n")
		}
		require.NoError(t, os.WriteFile("testdata/further.tsv", []byte(b.String()), 0o644))
	}
	require.Empty(t, cmp.Diff(rows, got, cmp.AllowUnexported(referenceRow{})))
}

// rowText writes a rule in the form of the reference file.
func rowText(r confidential.Rule) referenceRow {
	row := referenceRow{
		id: r.ID, audience: wordsOf(r.Audiences), purpose: wordsOf(r.Purposes), kinds: wordsOf(r.Kinds), setting: wordsOf(r.Settings),
		condition: "-", effect: r.Effect.String(), duties: stdcmp.Or(strings.Join(r.Duties, "; "), "-"), reason: r.Reason, varies: stdcmp.Or(r.Varies, "no"),
	}
	switch {
	case r.If == confidential.OwnCase:
		row.condition = "own client"
	case r.If == confidential.Present:
		row.condition = "present"
	case r.If == confidential.Deidentified:
		row.condition = "level low or unrestricted"
	}
	switch r.Needs {
	case confidential.ConsentRequired:
		row.condition, row.effect = "consent", "permit-with-consent"
	case confidential.StandAloneConsent:
		row.condition, row.effect = "consent, stand-alone", "permit-with-consent"
	case confidential.ReferenceRequired:
		row.condition = "ref"
	case confidential.EmergencyRequired:
		row.condition = "emergency access"
	case confidential.NoRequirement:
	}
	var ids []string
	for _, s := range r.Sources { // L6 of the bibliography is S6 of the reference, and L28 its J
		ids = append(ids, strings.Replace("S"+s.ID[1:]+s.Section, "S28", "J", 1))
	}
	row.sources = strings.Join(ids, ",")
	return row
}

func wordsOf[T fmt.Stringer](list []T) string {
	var words []string
	for _, x := range list {
		words = append(words, x.String())
	}
	return stdcmp.Or(strings.Join(words, ","), "any")
}
