package compose

import (
	"slices"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// Rule is one of the conditions for joining a group. A client is eligible for a group if
// every rule is met. The zero value means no rule.
type Rule uint8

// The rules, in the order in which reasons name them.
const (
	// RuleNone means no rule.
	RuleNone Rule = iota
	// RuleSuitable requires that screening found group therapy suitable.
	RuleSuitable
	// RuleIntake requires open intake and a seat that no existing member has.
	RuleIntake
	// RuleTheme requires a concern of the client among the group's themes.
	RuleTheme
	// RuleContraindicated requires that the group has no theme that the client must not be
	// exposed to.
	RuleContraindicated
	// RuleMode requires a mode in which the client can take part.
	RuleMode
	// RuleRegion requires that an on-site group meets in a region that the client can come
	// to.
	RuleRegion
	// RuleLanguage requires that the client speaks the group's language.
	RuleLanguage
	// RuleGender requires that the group is meant for the client's gender.
	RuleGender
	// RuleAge requires that the client's age is in the group's range.
	RuleAge
	// RuleSlot requires that the client can come at the group's time.
	RuleSlot
	// RuleTherapist requires that no leader is a therapist whom the client excludes.
	RuleTherapist
	// RuleMemberConflict requires that there is no conflict with an existing member.
	RuleMemberConflict
	// RuleFit requires at least the policy's minimum fit. It is checked only if a concern is
	// among the themes, since there is no fit without one.
	RuleFit
	// RuleQuotaFull requires that existing members do not already use up a composition
	// maximum that counts the client.
	RuleQuotaFull
	// RuleTherapistGender requires leaders of the gender that the client needs.
	RuleTherapistGender
	// RulePin requires the place that the client is promised.
	RulePin
	// RuleTogether requires that everybody whom the client has to be with can join the group
	// too.
	RuleTogether
	// RuleLeaders requires that a woman and a man lead a candidate group, if the policy asks
	// for that.
	RuleLeaders
	// RuleRuledOut requires that screening did not rule out the group for the client.
	RuleRuledOut

	numRules
)

//enum:names Rule
var ruleNames = [numRules]string{
	RuleSuitable: "not-suitable", RuleIntake: "intake", RuleTheme: "theme", RuleContraindicated: "contraindicated",
	RuleMode: "mode", RuleRegion: "region", RuleLanguage: "language", RuleGender: "gender", RuleAge: "age",
	RuleSlot: "slot", RuleTherapist: "therapist", RuleMemberConflict: "conflict-with-member", RuleFit: "fit",
	RuleQuotaFull: "quota-full", RuleTherapistGender: "therapist-gender", RulePin: "pin", RuleTogether: "together",
	RuleLeaders: "leaders", RuleRuledOut: "ruled-out",
}

// ruleSet is a set of rules, bit r for rule r.
type ruleSet uint32

func (s ruleSet) has(r Rule) bool { return s&(1<<r) != 0 }

// judge evaluates rules of pairs of one problem.
type judge struct {
	policy Policy
	on     therapy.Date
	travel map[[2]string]int // minutes between regions, either way
	one    []string          // scratch of regions
}

func newJudge(p *Problem) *judge {
	j := &judge{policy: p.Policy, on: p.On, one: make([]string, 0, 1)}
	if len(p.Travel) > 0 {
		j.travel = make(map[[2]string]int, 2*len(p.Travel))
		for _, t := range p.Travel {
			j.travel[[2]string{t.From, t.To}], j.travel[[2]string{t.To, t.From}] = t.Minutes, t.Minutes
		}
	}
	return j
}

// reaches reports whether the client can come to a region.
func (j *judge) reaches(c *Client, region string) bool {
	if c.Region == region || slices.Contains(c.Regions, region) {
		return true
	}
	minutes, known := j.travel[[2]string{c.Region, region}]
	return known && minutes <= c.MaxTravel
}

// regions lists where the client can come to, until the next call.
func (j *judge) regions(c *Client) []string {
	if len(c.Regions) == 0 && (c.MaxTravel == 0 || len(j.travel) == 0) {
		return append(j.one[:0], c.Region)
	}
	list := append([]string{c.Region}, c.Regions...)
	if c.MaxTravel > 0 {
		for way, minutes := range j.travel {
			if way[0] == c.Region && minutes <= c.MaxTravel {
				list = append(list, way[1])
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// brokenRules evaluates every rule of one pair but [RuleTogether]. memberConflict says whether a
// conflict set holds the client and a member of the group, which only the index of all sets
// knows. fit is defined only if a concern is among the themes.
func (j *judge) brokenRules(c *Client, g *Group, memberConflict bool) (set ruleSet, fit int) {
	bar := func(r Rule, barred bool) {
		if barred {
			set |= 1 << r
		}
	}
	bar(RuleSuitable, !c.Suitable)
	bar(RuleIntake, g.Intake != IntakeOpen || len(g.Members) >= g.Max)
	match := bestConcern(c, g)
	bar(RuleTheme, match.points == 0)
	bar(RuleContraindicated, slices.ContainsFunc(g.Themes, func(t string) bool {
		return slices.Contains(c.Contraindicated, t)
	}))
	bar(RuleMode, !slices.Contains(c.Modes, g.Mode))
	bar(RuleRegion, g.Mode == Onsite && !j.reaches(c, g.Region))
	bar(RuleLanguage, !slices.Contains(c.Languages, g.Language))
	bar(RuleGender, g.Gender == FemaleOnly && c.Gender != group.Female || g.Gender == MaleOnly && c.Gender != group.Male)
	bar(RuleAge, c.Age < g.AgeMin || c.Age > g.AgeMax)
	bar(RuleSlot, !slices.Contains(c.Slots, g.Slot))
	bar(RuleTherapist, slices.ContainsFunc(g.Therapists, func(t string) bool {
		return slices.Contains(c.ExcludeTherapists, t)
	}))
	bar(RuleMemberConflict, memberConflict)
	if match.points > 0 {
		fit = match.points + softFit(c, g)
		bar(RuleFit, fit < j.policy.MinFit)
	}
	for _, q := range g.Quotas {
		if q.HasMax && q.counts(c.Gender, c.Age, c.Acuity) && q.standing(g) >= q.Max {
			bar(RuleQuotaFull, true)
		}
	}
	bar(RuleTherapistGender, c.NeedTherapistGender != 0 && c.NeedTherapistGender != g.TherapistGender)
	bar(RulePin, !c.allows(g, j.on))
	bar(RuleLeaders, j.policy.MixedLeaders && g.State == Candidate && g.TherapistGender != LedByBoth)
	bar(RuleRuledOut, slices.Contains(c.RuledOut, g.ID))
	return set, fit
}

// Parts of the fit of a client in a group, as the instance format defines it.
const (
	fitPreferredSlot   = 15
	fitFirstLanguage   = 10
	fitTherapistGender = 10
	fitPreferredMode   = 5
	fitPerSeverity     = 3
)

var fitByRank = [MaxConcerns]int{50, 35, 20} // primary, second, third concern

// match is the concern that brings a client and a group together.
type match struct{ rank, points int }

func bestConcern(c *Client, g *Group) (best match) {
	for rank, concern := range c.Concerns {
		points := fitByRank[rank] + fitPerSeverity*concern.Severity
		if points > best.points && slices.Contains(g.Themes, concern.Code) {
			best = match{rank, points}
		}
	}
	return best
}

// softFit is the fit without the concern: the preferences that are met.
func softFit(c *Client, g *Group) (fit int) {
	if slices.Contains(c.PreferredSlots, g.Slot) {
		fit += fitPreferredSlot
	}
	if len(c.Languages) > 0 && c.Languages[0] == g.Language {
		fit += fitFirstLanguage
	}
	if wishedLeader(c, g) {
		fit += fitTherapistGender
	}
	if len(c.Modes) > 0 && c.Modes[0] == g.Mode {
		fit += fitPreferredMode
	}
	return fit
}

// wishedLeader reports whether one of the leaders is as the client wishes, if they
// wish anything.
func wishedLeader(c *Client, g *Group) bool {
	return c.WantTherapistGender == 0 || c.WantTherapistGender == g.TherapistGender || g.TherapistGender == LedByBoth
}

// counts reports whether a person counts for the quota.
func (q *Quota) counts(gender group.Gender, age int, acuity Acuity) bool {
	switch q.Attribute {
	case ByGender:
		return gender.String() == q.Value
	case ByAgeBand:
		return group.AgeBandOf(age).String() == q.Value
	case ByAcuity:
		return acuity.String() == q.Value
	default:
		return false
	}
}

// standing is how many existing members count for the quota.
func (q *Quota) standing(g *Group) (n int) {
	for _, m := range g.Members {
		if q.counts(m.Gender, m.Age, m.Acuity) {
			n++
		}
	}
	return n
}

// pointsOf is what placing the client is worth.
func pointsOf(policy *Policy, c *Client) int {
	points := [...]int{group.Routine: policy.Routine, group.Soon: policy.Soon, group.Urgent: policy.Urgent}[c.Priority]
	return points + min(policy.WaitCapWeeks, c.WaitDays/7)
}
