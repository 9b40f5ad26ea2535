package measure

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Bounds of what an instrument may be.
const (
	maxItems = 500
	maxScore = 1000 // of one item
	maxOnly  = 20
)

// Validate reports everything that is wrong with the instrument, joined.
func (in Instrument) Validate() error {
	var c therapy.Check
	c.Name("/id", "instrument-id", string(in.ID))
	stated(&c, "/name", "instrument-name", in.Name)
	stated(&c, "/title", "instrument-title", in.Title)
	c.Stated("/direction", "instrument-direction", in.Direction.Valid())
	c.Stated("/items", "instrument-items", len(in.Items) > 0)
	if len(in.Items) > maxItems {
		c.Wrong("/items", "instrument-items", "at most 500", therapy.ErrRange)
		return c.Err()
	}
	in.checkItems(&c)
	in.checkScales(&c)
	in.checkSkips(&c)
	in.checkCritical(&c)
	c.Stated("/licence/wording", "licence-wording", in.Licence.Wording.Valid())
	stated(&c, "/licence/terms", "licence-terms", in.Licence.Terms)
	c.Part("/licence/source", in.Licence.Source.Validate())
	if in.Form != nil {
		in.Form.check(&c, "/form", in.Items)
	}
	for _, code := range []struct{ path, code string }{{"/loinc/panel", in.LOINC.Panel}, {"/loinc/total", in.LOINC.Total}} {
		if code.code != "" && !validLOINC(code.code) {
			c.Wrong(code.path, "loinc-code", "digits, a hyphen and the check digit", therapy.ErrSyntax)
		}
	}
	c.Part("/sources", therapy.ValidateSources(in.Sources))
	return c.Err()
}

// stated checks a text that must not be empty.
func stated(c *therapy.Check, path, rule, text string) {
	c.Stated(path, rule, strings.TrimSpace(text) != "")
}

func (in *Instrument) checkItems(c *therapy.Check) {
	for i, it := range in.Items {
		if it.Min >= it.Max || it.Min < -maxScore || it.Max > maxScore {
			c.Wrong(index("items", i), "item-range", "the lowest below the highest, both within 1000 of 0", therapy.ErrRange)
		}
		if len(it.Only) > 0 && !it.onlyHolds() {
			c.Wrong(index("items", i)+"/only", "item-only", "ascending from the lowest to the highest, at most 20", therapy.ErrContradiction)
		}
		if it.NotApplicable > 0 && !it.NotApplicable.Valid() {
			c.Wrong(index("items", i)+"/notApplicable", "item-not-applicable", "", therapy.ErrRange)
		}
	}
}

// onlyHolds reports whether Only runs upwards from Min to Max.
func (it Item) onlyHolds() bool {
	for i := 1; i < len(it.Only); i++ {
		if it.Only[i] <= it.Only[i-1] {
			return false
		}
	}
	return len(it.Only) <= maxOnly && it.Only[0] == it.Min && it.Only[len(it.Only)-1] == it.Max
}

func (in *Instrument) checkScales(c *therapy.Check) {
	if in.NoTotal && (len(in.Subscales) == 0 || in.SumSubscales || in.Scoring != (Scoring{})) {
		c.Wrong("/noTotal", "instrument-no-total", "subscales, and no scoring of a total", therapy.ErrContradiction)
	}
	if in.SumSubscales && len(in.Subscales) == 0 {
		c.Wrong("/sumSubscales", "instrument-sum", "subscales to sum", therapy.ErrContradiction)
	}
	if in.SumSubscales && in.Missing != (MissingRule{}) {
		c.Wrong("/missing", "instrument-sum", "the rules of the subscales", therapy.ErrContradiction)
	}
	if !in.NoTotal {
		in.checkScoring(c, "", in.Scoring, span(1, len(in.Items)))
	}
	seen := map[string]bool{}
	for i, s := range in.Subscales {
		at := index("subscales", i)
		c.Name(at+"/id", "subscale-id", s.ID)
		therapy.CheckOnce(c, seen, s.ID, at+"/id", "subscale-duplicate")
		if in.checkNumbers(c, at+"/items", s.Items) {
			in.checkScoring(c, at, s.Scoring, s.Items)
		}
	}
}

func (in *Instrument) checkScoring(c *therapy.Check, at string, s Scoring, items []int) {
	if s.Multiply < 0 || s.Multiply > 100 {
		c.Wrong(at+"/multiply", "scoring-multiply", "1 to 100", therapy.ErrRange)
	}
	if s.Divide < 0 || s.Divide > 10_000 {
		c.Wrong(at+"/divide", "scoring-divide", "1 to 10000", therapy.ErrRange)
	}
	if s.Round != 0 && !s.Round.Valid() {
		c.Wrong(at+"/round", "scoring-round", "", therapy.ErrRange)
	}
	m := s.Missing
	if m.Prorate < 0 || m.Prorate >= len(items) && m.Prorate > 0 {
		c.Wrong(at+"/missing/prorate", "missing-prorate", "fewer than there are items", therapy.ErrRange)
	}
	if m.Prorate != 0 && m.Half {
		c.Wrong(at+"/missing", "missing-two-rules", "only one rule for missing items", therapy.ErrContradiction)
	}
	if m.allows() {
		c.Part(at+"/missing/source", m.Source.Validate())
	}
	averaged := slices.ContainsFunc(items, func(n int) bool { return in.Items[n-1].NotApplicable == Averaged })
	if !m.allows() && !averaged || in.SumSubscales && at == "" {
		return
	}
	// If items have different ranges, a mean can lie outside the range of the total.
	first := in.Items[items[0]-1]
	for _, n := range items {
		if it := in.Items[n-1]; it.Min != first.Min || it.Max != first.Max || !slices.Equal(it.Only, first.Only) || len(it.Only) > 0 && it.Reverse != first.Reverse {
			c.Wrong(index("items", n-1), "prorate-unlike", "a mean needs items that are alike", therapy.ErrContradiction)
		}
	}
}

// checkNumbers checks a list of item numbers, and reports whether it is in order.
func (in *Instrument) checkNumbers(c *therapy.Check, path string, numbers []int) bool {
	if len(numbers) == 0 {
		c.Wrong(path, "item-numbers", "", therapy.ErrRequired)
		return false
	}
	last := 0
	for _, n := range numbers {
		if n <= last || n > len(in.Items) {
			c.Wrong(path, "item-numbers", "ascending numbers of items, counted from 1", therapy.ErrRange)
			return false
		}
		last = n
	}
	return true
}

func (in *Instrument) checkSkips(c *therapy.Check) {
	for i, s := range in.Skips {
		at := index("skips", i)
		in.checkNumbers(c, at+"/whenMin", s.WhenMin)
		in.checkNumbers(c, at+"/skips", s.Skips)
		if slices.ContainsFunc(s.Skips, func(n int) bool { return slices.Contains(s.WhenMin, n) }) {
			c.Wrong(at, "skip-itself", "items other than those that decide what is skipped", therapy.ErrContradiction)
		}
	}
}

func (in *Instrument) checkCritical(c *therapy.Check) {
	seen := map[int]bool{}
	for i, critical := range in.Critical {
		at := index("critical", i)
		if critical.Item < 1 || critical.Item > len(in.Items) {
			c.Wrong(at+"/item", "item-number", "1 to "+strconv.Itoa(len(in.Items)), therapy.ErrRange)
		} else if it := in.Items[critical.Item-1]; critical.At < it.Min || critical.At > it.Max {
			c.Wrong(at+"/at", "critical-at", "an answer of the item", therapy.ErrRange)
		}
		therapy.CheckOnce(c, seen, critical.Item, at+"/item", "critical-duplicate")
		stated(c, at+"/about", "critical-about", critical.About)
	}
}

// validLOINC checks the form and the check digit (mod 10, Luhn), which catches
// a swapped or mistyped digit.
func validLOINC(code string) bool {
	body, check, ok := strings.Cut(code, "-")
	if !ok || len(check) != 1 || body == "" || len(body) > 7 {
		return false
	}
	sum := 0
	for i := range len(body) {
		c := body[len(body)-1-i]
		if c < '0' || c > '9' {
			return false
		}
		d := int(c - '0')
		if i%2 == 0 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return check[0] == byte('0'+(10-sum%10)%10)
}
