package policy

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// MeasureRule is one row of the table from questionnaires to statements of the intake. A row
// never proposes an answer about safety: what a questionnaire finds there becomes a
// [MeasureQuestion]. The zero MeasureRule proposes nothing.
type MeasureRule struct {
	// ID is the stable name of the row.
	ID string `json:"id"`
	// Instrument is the questionnaire; its total is compared.
	Instrument measure.ID `json:"instrument"`
	// From is the lowest total to which the row applies; it is included.
	From float64 `json:"from"`
	// Below is the upper end, which is not included; 0 means that there is none.
	Below float64 `json:"below,omitempty"`
	// Statement and Answer are the proposed answer. The answer is never [therapy.No].
	Statement therapy.Factor `json:"statement"`
	Answer    therapy.Answer `json:"answer"`
	// Needs lists statements that have to be answered yes before the proposal can be
	// accepted, for example that the person is an adult.
	Needs []therapy.Factor `json:"needs,omitempty"`
	// Says explains the proposal, for a clinician and for the client.
	Says Words `json:"says"`
	// Sources say where the threshold was published.
	Sources []therapy.Source `json:"sources,omitempty"`
}

func (m MeasureRule) clone() MeasureRule {
	m.Needs, m.Sources = slices.Clone(m.Needs), slices.Clone(m.Sources)
	return m
}

// met reports whether the row applies to the total. It is false for NaN.
func (m MeasureRule) met(total float64) bool {
	return total >= m.From && (m.Below == 0 || total < m.Below)
}

// MeasureAsk says what to ask if a critical item of a questionnaire is raised or its answer
// is not known. The zero MeasureAsk is about no item.
type MeasureAsk struct {
	Instrument measure.ID       `json:"instrument"`
	Item       int              `json:"item"` // counted from 1
	Ask        []therapy.Factor `json:"ask,omitempty"`
}

// Measures is the table from questionnaires to an intake. The zero Measures proposes nothing,
// and its questions name no statements.
type Measures struct {
	// Rules propose answers. Those for one questionnaire do not overlap.
	Rules []MeasureRule `json:"rules,omitempty"`
	// Asks says what to ask about critical items, and Otherwise what to ask about critical
	// items that are not in Asks.
	Asks      []MeasureAsk     `json:"asks,omitempty"`
	Otherwise []therapy.Factor `json:"otherwise,omitempty"`
	// Raised says why to ask if a critical item is at or above its mark, Unanswered if it has
	// no usable answer, and Unseen if only a total is known. Sources are the sources for
	// asking.
	Raised     Words            `json:"raised,omitzero"`
	Unanswered Words            `json:"unanswered,omitzero"`
	Unseen     Words            `json:"unseen,omitzero"`
	Sources    []therapy.Source `json:"sources,omitempty"`
}

// Proposal is an answer that a score suggests. It is not yet an answer: a score alone is not
// a diagnosis, and a proposal enters an intake only when a clinician accepts it with
// Recommender.MergeProposals of package recommend.
type Proposal struct {
	// Rule is the row, with the statement, the answer, the threshold and its sources.
	Rule MeasureRule `json:"rule"`
	// Total is the score that it is based on, and At is when the questionnaire was filled in.
	// The clinician decides whether that is too old.
	Total float64   `json:"total"`
	At    time.Time `json:"at"`
}

// MeasureQuestion is a question that a critical item of a questionnaire leads to. A clinician
// answers it by asking the person, not by reading the score.
type MeasureQuestion struct {
	// Instrument and Item (counted from 1) say which item it is. Item is 0 if the instrument
	// is not a built-in one and only its total is known.
	Instrument measure.ID `json:"instrument"`
	Item       int        `json:"item,omitempty"`
	// State says whether the item was raised or is not known.
	State measure.AlertState `json:"state"`
	// At is when the questionnaire was filled in.
	At time.Time `json:"at"`
	// Ask lists the statements to ask about, the most urgent first.
	Ask []therapy.Factor `json:"ask,omitempty"`
	// Why says why, for a clinician and for the client.
	Why Words `json:"why"`
	// Sources are the sources for asking.
	Sources []therapy.Source `json:"sources,omitempty"`
}

// Suggestions are what questionnaires suggest for an intake: proposals, and questions about
// safety. They are immutable and come from [Measures.Read]. The zero Suggestions has none of
// them, which does not mean that nobody is in danger.
type Suggestions struct {
	proposals []Proposal
	questions []MeasureQuestion
	_         [0]func()
}

// MarshalJSON always returns an error: suggestions are made from scores. The error names
// [Suggestions.Proposals] and [Suggestions.Questions].
func (Suggestions) MarshalJSON() ([]byte, error) {
	return nil, errors.New("policy: suggestions come from scores: encode what Suggestions.Proposals and Suggestions.Questions yield")
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

// Questions yields copies: raised items before unknown ones, and then in the order of the
// scores. A clinician has to ask them, whatever is proposed and whatever the total is.
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

// Read reads scores for an intake.
//
// If one questionnaire was filled in several times, proposals come from the latest score with
// a total. Questions come from every score, since a newer score does not answer what an older
// one asked. A score without a total (as scoring returns it with an error) proposes nothing,
// but its critical items lead to questions. A score made from a total alone has no items, so
// its critical items lead to questions too. Questionnaires that the table does not have
// propose nothing.
//
// A score never proposes the answer "no", and never proposes an answer about safety.
//
// It is an error if a score names no instrument, if two scores of one instrument have the
// same time, or if an instrument has the id of a built-in one but another range or direction.
// Then nothing is proposed, but the questions are still returned, since a mistake in one
// place must not hide danger in another.
func (m Measures) Read(scores ...measure.Score) (Suggestions, error) {
	var out Suggestions
	var c therapy.Check
	instruments, latest := measure.Standard(), map[measure.ID]measure.Score{}
	for i, score := range scores {
		if err := checkScore(instruments, scores[:i], score); err != nil {
			c.Part(therapy.Pointer(strconv.Itoa(i)), err)
		}
		out.questions = append(out.questions, m.questionsOf(instruments, score)...)
		id := score.Instrument()
		before, seen := latest[id]
		if _, has := score.Total(); has && (!seen || score.At().After(before.At())) {
			latest[id] = score
		}
	}
	slices.SortStableFunc(out.questions, func(a, b MeasureQuestion) int { return int(a.State) - int(b.State) })
	if err := c.Err(); err != nil {
		return out, err
	}
	for _, rule := range m.Rules {
		score := latest[rule.Instrument]
		if total, has := score.Total(); has && rule.met(total) {
			out.proposals = append(out.proposals, Proposal{Rule: rule.clone(), Total: total, At: score.At()})
		}
	}
	return out, nil
}

func checkScore(instruments measure.Catalogue, before []measure.Score, score measure.Score) error {
	id := score.Instrument()
	if id == "" {
		return &therapy.FieldError{Rule: "score-instrument", Hint: "a score that an instrument has calculated", Err: therapy.ErrRequired}
	}
	if slices.ContainsFunc(before, func(b measure.Score) bool { return b.Instrument() == id && b.At().Equal(score.At()) }) {
		return &therapy.FieldError{Rule: "score-twice", Hint: "one score of each instrument for each time", Err: therapy.ErrDuplicate}
	}
	instrument, known := instruments.Lookup(id)
	low, high := instrument.Range()
	if gotLow, gotHigh := score.Range(); known && (gotLow != low || gotHigh != high || score.Direction() != instrument.Direction) {
		return &therapy.FieldError{Rule: "score-instrument-differs", Hint: "the built-in instrument of that name", Err: therapy.ErrContradiction}
	}
	return nil
}

// questionsOf turns critical items into questions.
func (m Measures) questionsOf(instruments measure.Catalogue, score measure.Score) []MeasureQuestion {
	var out []MeasureQuestion
	add := func(item int, state measure.AlertState, why Words) {
		out = append(out, MeasureQuestion{
			Instrument: score.Instrument(), Item: item, State: state, At: score.At(),
			Ask: slices.Clone(m.askAbout(score.Instrument(), item)), Why: why, Sources: slices.Clone(m.Sources),
		})
	}
	if score.AlertsKnown() {
		for _, alert := range score.Alerts() {
			why := m.Unanswered
			if alert.State == measure.Raised {
				why = m.Raised
			}
			add(alert.Item, alert.State, why)
		}
		return out
	}
	instrument, known := instruments.Lookup(score.Instrument())
	if !known {
		// It is not known here whether it has critical items.
		add(0, measure.Unanswered, m.Unseen)
	}
	for _, critical := range instrument.Critical {
		add(critical.Item, measure.Unanswered, m.Unseen)
	}
	return out
}

func (m Measures) askAbout(id measure.ID, item int) []therapy.Factor {
	for _, row := range m.Asks {
		if row.Instrument == id && row.Item == item {
			return row.Ask
		}
	}
	return m.Otherwise
}
