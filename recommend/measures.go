package recommend

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// MeasureRule is one row of the table that leads from a questionnaire to a
// statement of the intake. The rows never lead to a statement about safety:
// what a questionnaire finds there becomes a [MeasureQuestion]. The zero
// MeasureRule proposes nothing.
type MeasureRule struct {
	// ID is the stable name of the row.
	ID string
	// Instrument is the questionnaire; its total is compared.
	Instrument measure.ID
	// From is the lowest total for which the row speaks; it is included.
	From float64
	// Below is the upper end, not included; 0 means that there is none.
	Below float64
	// Statement and Answer are what the row proposes. The answer is never [No].
	Statement therapy.Factor
	Answer    Answer
	// Needs lists statements that have to be answered yes before the proposal
	// can be accepted, such as that the person is an adult.
	Needs []therapy.Factor
	// Says tells what the row says, for a clinician and for the person.
	Says Words
	// Sources say where the threshold stands.
	Sources []therapy.Source
}

func (m MeasureRule) clone() MeasureRule {
	m.Needs, m.Sources = slices.Clone(m.Needs), slices.Clone(m.Sources)
	return m
}

// met is false for a total that is not a number.
func (m MeasureRule) met(total float64) bool {
	return total >= m.From && (m.Below == 0 || total < m.Below)
}

// MeasureRules returns the built-in table, in its own order. The rows for one
// questionnaire do not overlap.
func MeasureRules() []MeasureRule { return measureRules() }

// Proposal is an answer that a score suggests. It is not an answer: a score
// alone is not a diagnosis, and nothing enters an intake before a clinician has
// accepted it with [Recommender.Accept].
type Proposal struct {
	// Rule is the row, with the statement, the answer, the threshold and its sources.
	Rule MeasureRule
	// Total is the score it rests on, and At when the questionnaire was filled in.
	// How old is too old is for the clinician to say.
	Total float64
	At    time.Time
}

// MeasureQuestion is what a critical item of a questionnaire asks for. A
// clinician answers it by asking the person, not by reading the score.
type MeasureQuestion struct {
	// Instrument and Item (counted from 1) say where; Item is 0 where the
	// instrument is not a built-in one and only its total is known.
	Instrument measure.ID
	Item       int
	// State says whether the item was raised or is not known.
	State measure.AlertState
	// At is when the questionnaire was filled in.
	At time.Time
	// Ask lists the statements to find answers for, the most urgent first.
	Ask []therapy.Factor
	// Why says it, for a clinician and for the person.
	Why Words
	// Sources say why asking is right.
	Sources []therapy.Source
}

// Suggestions are what questionnaires say for an intake: proposals, and
// questions about safety. They are sealed and come from [FromMeasures]. The
// zero Suggestions has neither, which does not mean that nobody is in danger.
type Suggestions struct {
	proposals []Proposal
	questions []MeasureQuestion
	_         [0]func()
}

// Proposals yields copies, in the order of the table.
func (s Suggestions) Proposals() iter.Seq[Proposal] {
	return func(yield func(Proposal) bool) {
		for _, p := range s.proposals {
			p.Rule = p.Rule.clone()
			if !yield(p) {
				return
			}
		}
	}
}

// Questions yields copies: raised items before those that are not known, and
// in the order of the scores. They have to be asked whatever is proposed, and
// whatever the total is.
func (s Suggestions) Questions() iter.Seq[MeasureQuestion] {
	return func(yield func(MeasureQuestion) bool) {
		for _, q := range s.questions {
			q.Ask, q.Sources = slices.Clone(q.Ask), slices.Clone(q.Sources)
			if !yield(q) {
				return
			}
		}
	}
}

var standardMeasures = sync.OnceValue(measure.Standard)

// FromMeasures reads scores for an intake.
//
// Where one questionnaire was filled in several times, proposals rest on the
// latest that has a total; questions come from every one of them, since a newer
// score does not answer what an older one asked. A score without a total (as
// scoring returns it beside an error) proposes nothing, but its critical items
// are asked for. A score made from a total has shown no items, so that they are
// asked for too. Questionnaires that the table does not have propose nothing.
//
// No score answers anything with no, and none answers a statement about safety
// at all.
//
// It is an error if a score names no instrument, if two of one instrument have
// the same time, or if an instrument has the name of a built-in one but another
// range or direction. Nothing is proposed then; the questions are there all the
// same, since a slip in one place must not hide danger in another.
func FromMeasures(scores ...measure.Score) (Suggestions, error) {
	var out Suggestions
	var errs []error
	latest := map[measure.ID]measure.Score{}
	for i, score := range scores {
		if err := checkScore(scores[:i], score); err != nil {
			errs = append(errs, therapy.At(therapy.Pointer(strconv.Itoa(i)), err))
		}
		out.questions = append(out.questions, questionsOf(score)...)
		id := score.Instrument()
		before, seen := latest[id]
		if _, has := score.Total(); has && (!seen || score.At().After(before.At())) {
			latest[id] = score
		}
	}
	slices.SortStableFunc(out.questions, func(a, b MeasureQuestion) int { return int(a.State) - int(b.State) })
	if err := errors.Join(errs...); err != nil {
		return out, err
	}
	for _, rule := range measureRules() {
		score := latest[rule.Instrument]
		if total, has := score.Total(); has && rule.met(total) {
			out.proposals = append(out.proposals, Proposal{Rule: rule, Total: total, At: score.At()})
		}
	}
	return out, nil
}

func checkScore(before []measure.Score, score measure.Score) error {
	id := score.Instrument()
	if id == "" {
		return &therapy.FieldError{Rule: "score-instrument", Hint: "a score from an instrument", Err: therapy.ErrRequired}
	}
	if slices.ContainsFunc(before, func(b measure.Score) bool { return b.Instrument() == id && b.At().Equal(score.At()) }) {
		return &therapy.FieldError{Rule: "score-twice", Hint: "one score of an instrument for one time", Err: therapy.ErrDuplicate}
	}
	instrument, known := standardMeasures().Lookup(id)
	low, high := instrument.Range()
	if gotLow, gotHigh := score.Range(); known && (gotLow != low || gotHigh != high || score.Direction() != instrument.Direction) {
		return &therapy.FieldError{Rule: "score-instrument-differs", Hint: "the built-in instrument of that name", Err: therapy.ErrContradiction}
	}
	return nil
}

// questionsOf turns critical items into questions.
func questionsOf(score measure.Score) []MeasureQuestion {
	var out []MeasureQuestion
	add := func(item int, state measure.AlertState, why Words) {
		out = append(out, MeasureQuestion{
			Instrument: score.Instrument(), Item: item, State: state, At: score.At(),
			Ask: askAbout(score.Instrument(), item), Why: why, Sources: therapy.MustCite("E79"),
		})
	}
	if score.AlertsKnown() {
		for _, alert := range score.Alerts() {
			why := whyUnanswered
			if alert.State == measure.Raised {
				why = whyRaised
			}
			add(alert.Item, alert.State, why)
		}
		return out
	}
	instrument, known := standardMeasures().Lookup(score.Instrument())
	if !known {
		// Whether it has critical items nobody can tell from here.
		add(0, measure.Unanswered, whyUnseen)
	}
	for _, critical := range instrument.Critical {
		add(critical.Item, measure.Unanswered, whyUnseen)
	}
	return out
}

func askAbout(id measure.ID, item int) []therapy.Factor {
	for _, row := range measureAsks() {
		if row.instrument == id && row.item == item {
			return row.ask
		}
	}
	return anyDanger()
}

// MeasureConflict is a proposal that was not merged, or an answer that a
// question casts doubt on. Both are for a clinician to settle.
type MeasureConflict struct {
	// Rule says what kind it is: "answered-otherwise" (the statement has another
	// answer), "excluded" (another answer settles it as no), "need-missing" (what the
	// row needs is not answered yes) or "asked-and-answered" (a critical item asks
	// for a statement that the intake settles as no: was the person asked after
	// the questionnaire was filled in?).
	Rule string
	// Statement is what was proposed, or asked for.
	Statement therapy.Factor
	// With is the statement it conflicts with; empty for "answered-otherwise" and
	// "asked-and-answered".
	With therapy.Factor
}

// Accept returns a copy of the intake with those proposals merged whose
// statements a clinician has accepted. Answers that are given stay as they are:
// what does not go with them is not merged, and comes back as a conflict, in the
// order of the statements. Conflicts from questions follow, whatever was
// accepted: a critical item that is not certainly quiet beside an intake that
// says no. The intake that was passed in is not changed.
//
// It refuses, all at once, an intake that [Recommender.Encode] refuses, and
// statements that nothing was proposed for or the policy does not have.
func (r *Recommender) Accept(intake Intake, s Suggestions, statements ...therapy.Factor) (Intake, []MeasureConflict, error) {
	a, err := r.Encode(intake)
	errs := []error{err}
	var rules []MeasureRule
	for i, statement := range statements {
		path := therapy.Pointer("statements", strconv.Itoa(i))
		at := slices.IndexFunc(s.proposals, func(p Proposal) bool { return p.Rule.Statement == statement })
		if at < 0 {
			errs = append(errs, &therapy.FieldError{Path: path, Rule: "proposal-missing", Hint: "a statement that is proposed", Err: therapy.ErrUnknown})
		} else if _, known := r.index[statement]; !known {
			errs = append(errs, r.unknownFactor(path, string(statement)))
		} else {
			rules = append(rules, s.proposals[at].Rule)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	var conflicts []MeasureConflict
	for _, rule := range rules {
		if conflict, ok := r.merge(&a, rule); !ok {
			conflicts = append(conflicts, conflict)
		}
	}
	for _, q := range s.questions {
		for _, f := range q.Ask {
			conflict := MeasureConflict{Rule: "asked-and-answered", Statement: f}
			if r.given(&a, f) == No && !slices.Contains(conflicts, conflict) {
				conflicts = append(conflicts, conflict)
			}
		}
	}
	return r.Decode(a), conflicts, nil
}

// merge gives one answer, or says why not.
func (r *Recommender) merge(a *Answers, rule MeasureRule) (MeasureConflict, bool) {
	statement := r.index[rule.Statement]
	switch given, entailed := a.answer(statement); {
	case entailed:
		return MeasureConflict{"excluded", rule.Statement, r.excluder(a, statement)}, false
	case given == Yes || given == Strongly:
		// Said already, and perhaps more strongly than a score can.
		return MeasureConflict{}, true
	case given == No:
		return MeasureConflict{Rule: "answered-otherwise", Statement: rule.Statement}, false
	}
	for _, need := range rule.Needs {
		if given := r.given(a, need); given != Yes && given != Strongly {
			return MeasureConflict{"need-missing", rule.Statement, need}, false
		}
	}
	a.give(statement, rule.Answer)
	r.entail(a)
	return MeasureConflict{}, true
}

// given is the answer that is given or follows; a statement that the policy
// does not have is unanswered.
func (r *Recommender) given(a *Answers, f therapy.Factor) Answer {
	statement, known := r.index[f]
	if !known {
		return Unanswered
	}
	answer, _ := a.answer(statement)
	return answer
}

// excluder finds the first statement that is answered yes and settles this one.
func (r *Recommender) excluder(a *Answers, statement int) therapy.Factor {
	for i, f := range r.factors {
		if bit(&r.excludes[i], statement) && bit(&a.yes, i) {
			return f
		}
	}
	return ""
}
