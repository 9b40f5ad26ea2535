package madeup

import (
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Now is the time of every decision in tests.
var Now = time.Date(2026, time.March, 2, 9, 30, 0, 0, time.UTC)

// Given returns an intake of answers without their provenance.
func Given(answers recommend.Answers) recommend.Intake { return recommend.Intake{Answers: answers} }

// In returns answers for [Policy] that pass safety and sufficiency, together with the given
// pairs of a statement and its answer.
func In(answers ...any) recommend.Answers {
	intake := recommend.Answers{"safe": therapy.Yes, "consent": therapy.Yes}
	for i := 0; i < len(answers); i += 2 {
		intake[therapy.Factor(answers[i].(string))] = answers[i+1].(therapy.Answer)
	}
	return intake
}

// Stories has intakes for every outcome, and for every way of reaching it.
func Stories() map[string]recommend.Answers {
	const yes, strongly = therapy.Yes, therapy.Strongly
	return map[string]recommend.Answers{
		"escalate":               {"danger": yes, "lonely": yes},
		"needs-safety":           {},
		"needs-sufficiency":      {"safe": yes, "muddled": yes},
		"needs-eligibility":      In("abuse", yes, "lonely", yes),
		"needs-anything":         In("disorder", therapy.No),
		"none-suitable":          In("no-group", yes, "no-individual", yes, "lonely", yes),
		"recommended-one-left":   In("no-group", yes, "lonely", yes),
		"recommended-indication": In("disorder", yes, "wants-company", yes, "lonely", yes),
		"recommended-need":       In("wants-quiet", yes, "wants-company", strongly, "lonely", yes),
		"either":                 In("wants-quiet", yes, "wants-company", strongly),
	}
}

// Yes returns an intake of an adult without acute risk who answers yes to all of these.
func Yes(factors ...therapy.Factor) recommend.Answers {
	intake := recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes}
	for _, f := range factors {
		intake[f] = therapy.Yes
	}
	return intake
}

// But returns the intake with one answer changed or removed.
func But(intake recommend.Answers, f therapy.Factor, answer therapy.Answer) recommend.Answers {
	intake = maps.Clone(intake)
	if answer == therapy.Unanswered {
		delete(intake, f)
	} else {
		intake[f] = answer
	}
	return intake
}

// Wild returns random answers without contradictions, to at most about percent of the
// statements.
func Wild(rng *rand.Rand, p policy.Policy, percent int) recommend.Answers {
	intake := recommend.Answers{}
	for f, info := range p.Factors.All() {
		if rng.IntN(100) >= percent {
			continue
		}
		answer := []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly}[rng.IntN(3)]
		if answer != therapy.No && Contradicts(info, intake) {
			continue
		}
		intake[f] = answer
	}
	return intake
}

// Likely generates an intake for the default policy. Random answers from the whole
// vocabulary would nearly all lead to escalation; most of these pass safety and
// sufficiency, like most intakes in a clinic.
func Likely(rng *rand.Rand, infos []therapy.FactorInfo) recommend.Answers {
	intake := recommend.Answers{}
	answers := []therapy.Answer{therapy.No, therapy.Yes, therapy.Yes, therapy.Strongly}
	passed := rng.IntN(8) > 0
	if passed {
		intake[therapy.NoAcuteRisk] = therapy.Yes
		intake[[]therapy.Factor{therapy.Adult, therapy.Adult, therapy.Adolescent12To15}[rng.IntN(3)]] = therapy.Yes
		intake[therapy.ConsentGiven] = therapy.Yes
	}
	for range rng.IntN([]int{4, 12, 60}[rng.IntN(3)]) {
		info := infos[rng.IntN(len(infos))]
		if _, given := intake[info.Factor]; given || passed && info.Layer < therapy.LayerEligibility && rng.IntN(20) > 0 {
			continue
		}
		if info.Layer == therapy.LayerEligibility && rng.IntN(3) > 0 {
			continue
		}
		answer := answers[rng.IntN(len(answers))]
		if answer > therapy.No && Contradicts(info, intake) {
			continue
		}
		intake[info.Factor] = answer
	}
	return intake
}

// Contradicts reports whether a yes to the statement contradicts the answers.
func Contradicts(info therapy.FactorInfo, intake recommend.Answers) bool {
	return slices.ContainsFunc(info.Excludes, func(f therapy.Factor) bool { return intake[f] > therapy.No })
}

// Infos lists the statements of a policy.
func Infos(p policy.Policy) []therapy.FactorInfo {
	var infos []therapy.FactorInfo
	for _, info := range p.Factors.All() {
		infos = append(infos, info)
	}
	return infos
}

// Varied generates intakes that differ from each other, so that benchmarks do not profit from
// branch prediction and caches. Most pass safety and sufficiency, since those take the most
// work.
func Varied(n int) (*recommend.Recommender, []recommend.Answers) {
	rng := rand.New(rand.NewPCG(13, 14))
	p := Policy()
	intakes := make([]recommend.Answers, n)
	for i := range intakes {
		intakes[i] = Wild(rng, p, 20+rng.IntN(60))
		if i%8 != 0 {
			delete(intakes[i], "danger")
			delete(intakes[i], "muddled")
			intakes[i]["safe"], intakes[i]["consent"] = therapy.Yes, therapy.Yes
		}
	}
	return recommend.Must(p), intakes
}
