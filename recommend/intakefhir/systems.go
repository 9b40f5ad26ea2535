package intakefhir

import (
	"iter"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// Code systems of this package. [Form.Definitions] lists their codes.
const (
	// SystemAnswer is the code system of the answers to a statement.
	SystemAnswer = fhir.Base + "CodeSystem/answer"
	// SystemFactor is the code system of the statements.
	SystemFactor = fhir.Base + "CodeSystem/factor"
	// SystemOption is the code system of the options of a policy.
	SystemOption = fhir.Base + "CodeSystem/option"
	// SystemModality is the code system of the modalities.
	SystemModality = fhir.Base + "CodeSystem/modality"

	systemChoice = fhir.Base + "CodeSystem/choice"
	systemAction = fhir.Base + "CodeSystem/action"
	systemReason = fhir.Base + "CodeSystem/reason"
)

// Own extensions.
const (
	ownProvenance = fhir.Base + "StructureDefinition/answer-provenance"
	ownRuledOut   = fhir.Base + "StructureDefinition/ruled-out"
	ownOverride   = fhir.Base + "StructureDefinition/override"
)

// Extensions of others.
const (
	extensionAbsent      = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	extensionTranslation = "http://hl7.org/fhir/StructureDefinition/translation"
	extensionControl     = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
	extensionHidden      = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"
	extensionVersions    = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.versionAlgorithm[x]"
	extensionEnableWhen  = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
	extensionAdaptive    = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive"
)

const (
	systemControl     = "http://hl7.org/fhir/questionnaire-item-control"
	profileForm       = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
	profileAdaptive   = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaireresponse-adapt"
	systemVersions    = "http://hl7.org/fhir/version-algorithm"
	systemParticipant = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
)

// Own identifiers.
const (
	idGuidance = fhir.Base + "id/recommendation"
	idPolicy   = fhir.Base + "policy/"
	idForm     = fhir.Base + "Questionnaire/"
)

// codes are the answers with their codes, in the order in which they are shown.
var codes = [...]struct {
	answer recommend.FormAnswer
	code   string
}{
	{recommend.FormYes, "yes"},
	{recommend.FormStrongly, "strongly"},
	{recommend.FormNo, "no"},
	{recommend.FormNotKnown, "unknown"},
}

// absences are the answers that have no code, with HL7's data-absent-reason.
var absences = [...]struct {
	answer recommend.FormAnswer
	reason string
}{
	{recommend.FormPreferNot, "asked-declined"},
	{recommend.FormNotAboutMe, "not-applicable"},
	{recommend.FormNotKnown, "asked-unknown"},
	{recommend.FormNotKnown, "unknown"},
}

// overrideExtra is the data of an override for which R4 has no element.
type overrideExtra struct {
	Option  policy.Option `json:"option"`
	Policy  string        `json:"policy"`
	Version string        `json:"version"`
	Digest  string        `json:"digest"`
}

// Definitions yields the code systems, value sets and extensions that this package writes
// as resources, each with the name of a file: load them into a server that has to know
// them. The statements, choices and options are those of the form's policy.
func (f *Form) Definitions() iter.Seq2[string, *fhir.Node] {
	var factors, choices, options, actions []string
	for factor := range f.policy.Factors.Names() {
		factors = append(factors, string(factor))
	}
	for _, section := range f.form.Sections {
		for _, q := range section.Questions {
			if q.Choice {
				choices = append(choices, q.ID)
				if strengthOf(q) {
					choices = append(choices, q.ID+strongly)
				}
			}
		}
	}
	for _, o := range f.policy.Options {
		options = append(options, optionCode(o.Option))
	}
	for _, a := range f.policy.Actions {
		actions = append(actions, a.ID)
	}
	slices.Sort(actions)
	var answers []string
	for _, c := range codes {
		answers = append(answers, c.code)
	}
	systems := []fhir.CodeSystemSpec{
		{Name: "action", Title: "Actions", Description: "What to do now where somebody may be in danger.", Open: true, Codes: actions},
		{Name: "answer", Title: "Answers to a statement", Description: "What is answered to a statement of an intake. Unknown is not no.", Codes: answers},
		{Name: "choice", Title: "Choices", Description: "Sets of statements of which at most one is true.", Open: true, Codes: choices},
		{Name: "factor", Title: "Statements", Description: "Statements about a situation that an intake answers.", Open: true, Codes: factors},
		{Name: "option", Title: "Options", Description: "What can be recommended: modalities, joined by a full stop where there are several.", Open: true, Codes: options},
	}
	return func(yield func(string, *fhir.Node) bool) {
		for _, spec := range systems {
			system, set := spec.Resources()
			if !yield("CodeSystem-"+spec.Name+".json", system) || !yield("ValueSet-"+spec.Name+".json", set) {
				return
			}
		}
		for _, x := range []struct {
			url, title string
			contexts   []string
			fields     any
		}{
			{ownProvenance, "Who said an answer, when, and what it was taken from", []string{"QuestionnaireResponse", "QuestionnaireResponse.item"}, recommend.Provenance{}},
			{ownRuledOut, "Statements of a choice that were answered with no", []string{"QuestionnaireResponse.item"}, ruledOut{}},
			{ownOverride, "What was decided against a recommendation", []string{"Provenance"}, overrideExtra{}},
		} {
			name := x.url[strings.LastIndexByte(x.url, '/')+1:]
			if !yield("StructureDefinition-"+name+".json", fhir.DefineExtension(x.url, x.title, x.contexts, x.fields)) {
				return
			}
		}
	}
}

// ruledOut are statements of a choice that were answered with no.
type ruledOut struct {
	Statements []therapy.Factor `json:"statement,omitempty"`
}

// optionCode is an option as a code and as part of an id. FHIR ids cannot contain a plus
// sign.
func optionCode(o policy.Option) string { return strings.ReplaceAll(string(o), "+", ".") }
