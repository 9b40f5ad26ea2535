package recommend

import "github.com/therapykit/therapykit/therapy"

// AgainstIndication reports whether the one option advised is merely what
// elimination has left, while what is known about the stated condition speaks
// against it: every other option is ruled out, and the points of indication for
// this one add up to less than nothing. The outcome is [Recommended] all the
// same; texts say under what reservation.
func (rec *Recommendation) AgainstIndication() bool {
	v := &rec.verdict
	if v.outcome != Recommended || v.decided != therapy.LayerEligibility {
		return false
	}
	sum := 0
	for x := range rec.Reasons() {
		if x.rule.Layer == therapy.LayerIndication && v.standing>>x.option&1 == 1 {
			sum += x.Points()
		}
	}
	return sum < 0
}

// contribution is what one modality brings to an option that has several: the
// reasons for that modality by itself, which show what each part could take.
type contribution struct {
	part    OptionInfo
	reasons []Reason
}

// contributions lists, for an option of several modalities, what speaks for each
// of its modalities by itself in indication and need.
func (rec *Recommendation) contributions(of Option) []contribution {
	var list []contribution
	for _, info := range rec.r.policy.Options {
		if !info.Option.Single() || !of.Includes(therapy.Modality(info.Option)) {
			continue
		}
		c := contribution{part: info}
		for x := range rec.Reasons() {
			layer := x.rule.Layer
			if x.Option() == info.Option && x.points > 0 && (layer == therapy.LayerIndication || layer == therapy.LayerNeed) {
				c.reasons = append(c.reasons, x)
			}
		}
		list = append(list, c)
	}
	return list
}
