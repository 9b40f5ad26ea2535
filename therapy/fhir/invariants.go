package fhir

import (
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// invariants checks the most common of HL7's invariants of a resource. The rules have HL7's
// names.
func (c *checker) invariants(e Element, container *Node) {
	wrong := func(place, rule, hint string) { c.fault(e.node, place, rule, hint, therapy.ErrContradiction) }
	if container != nil {
		c.contained(e, container)
	}
	switch e.Type() {
	case "Bundle":
		bundleInvariants(e, wrong)
	case "CarePlan":
		for activity := range e.All("CarePlan.activity") {
			if activity.Get("CarePlan.activity.reference").Exists() && activity.Get("CarePlan.activity.detail").Exists() {
				c.fault(activity.node, "", "cpl-3", "a detail or a reference", therapy.ErrContradiction)
			}
		}
	case "Goal":
		for target := range e.All("Goal.target") {
			for _, d := range target.typ.elements {
				if d.Choice == "detail" && target.node.Get(d.name) != nil && !target.Get("Goal.target.measure").Exists() {
					c.fault(target.node, "", "gol-1", "a measure for the detail", therapy.ErrRequired)
				}
			}
		}
	case "Condition":
		conditionInvariants(e, wrong)
	case "Appointment":
		appointmentInvariants(c, e, wrong)
	case "Group":
		if actual, ok := e.Bool("Group.actual"); ok && !actual && e.Get("Group.member").Exists() {
			wrong("/member", "grp-1", "no members, because the group is a definition")
		}
	case "Observation":
		if e.Get("Observation.dataAbsentReason").Exists() && c.hasChoice(e, "value") {
			wrong("/dataAbsentReason", "obs-6", "no reason for a missing value together with a value")
		}
	case "Consent":
		if !e.Get("Consent.policy").Exists() && !e.Get("Consent.policyRule").Exists() {
			wrong("", "ppc-1", "policy or policyRule")
		}
		if e.Code("Consent.scope", "http://terminology.hl7.org/CodeSystem/consentscope") == "patient-privacy" && !e.Get("Consent.patient").Exists() {
			wrong("", "ppc-2", "a patient")
		}
	case "RequestGroup":
		actions(e.All("RequestGroup.action"), func(action Element) {
			if action.Get("RequestGroup.action.resource").Exists() == action.Get("RequestGroup.action.action").Exists() {
				c.fault(action.node, "", "rqg-1", "a resource or actions", therapy.ErrContradiction)
			}
		})
	case "Questionnaire":
		c.questions(e)
	}
}

// actions calls f for each action and for the actions in it.
func actions(list func(func(Element) bool), f func(Element)) {
	for action := range list {
		f(action)
		actions(action.All("RequestGroup.action.action"), f)
	}
}

func (c *checker) hasChoice(e Element, choice string) bool {
	for _, d := range e.typ.elements {
		if d.Choice == choice && e.node.Get(d.name) != nil {
			return true
		}
	}
	return false
}

// contained checks dom-2 to dom-5 for one contained resource.
func (c *checker) contained(e Element, container *Node) {
	n := e.node
	if n.Get("contained") != nil {
		c.fault(n, "", "dom-2", "no contained resource inside another contained resource", therapy.ErrContradiction)
	}
	meta := n.Get("meta")
	if meta.Get("versionId") != nil || meta.Get("lastUpdated") != nil {
		c.fault(n, "", "dom-4", "no version on a contained resource", therapy.ErrContradiction)
	}
	if meta.Get("security") != nil {
		c.fault(n, "", "dom-5", "no security label on a contained resource", therapy.ErrContradiction)
	}
	references := c.local(container).references
	if id := n.Get("id").Text(); id == "" || !references["#"+id] && !references["#"] {
		c.fault(n, "", "dom-3", "a reference to every contained resource", therapy.ErrReference)
	}
}

func bundleInvariants(e Element, wrong func(place, rule, hint string)) {
	typ := e.Text("Bundle.type")
	if e.Get("Bundle.total").Exists() && typ != "searchset" && typ != "history" {
		wrong("/total", "bdl-1", "a total only in a searchset or a history")
	}
	request := typ == "batch" || typ == "transaction" || typ == "history"
	urls := map[string]bool{}
	i := 0
	for entry := range e.All("Bundle.entry") {
		place := "/entry/" + strconv.Itoa(i)
		i++
		if entry.Get("Bundle.entry.request").Exists() && !request {
			wrong(place, "bdl-3", "no request but in a batch, a transaction or a history")
		}
		url := entry.Text("Bundle.entry.fullUrl")
		version := entry.node.Get("resource").Get("meta").Get("versionId").Text()
		if url != "" && urls[url+"|"+version] {
			wrong(place+"/fullUrl", "bdl-7", "each url once")
		}
		urls[url+"|"+version] = true
		if strings.Contains(url, "/_history/") {
			wrong(place+"/fullUrl", "bdl-8", "no version in the url")
		}
	}
}

func conditionInvariants(e Element, wrong func(place, rule, hint string)) {
	clinical := e.Code("Condition.clinicalStatus", systemConditionClinical)
	there := e.Get("Condition.clinicalStatus").Exists()
	if e.Code("Condition.verificationStatus", systemConditionVerification) == "entered-in-error" {
		if there {
			wrong("/clinicalStatus", "con-5", "none if entered in error")
		}
		return
	}
	for category := range e.All("Condition.category") {
		for coding := range category.All("CodeableConcept.coding") {
			if coding.Text("Coding.code") == "problem-list-item" && !there {
				wrong("/clinicalStatus", "con-3", "a clinical status")
			}
		}
	}
	for _, d := range e.typ.elements {
		if d.Choice == "abatement" && e.node.Get(d.name) != nil && (clinical == "active" || clinical == "relapse" || clinical == "recurrence") {
			wrong("/clinicalStatus", "con-4", "not active once it has abated")
		}
	}
}

func appointmentInvariants(c *checker, e Element, wrong func(place, rule, hint string)) {
	status := e.Text("Appointment.status")
	start, end := e.Get("Appointment.start").Exists(), e.Get("Appointment.end").Exists()
	if start != end {
		wrong("/end", "app-2", "start and end, or neither")
	}
	if !start && status != "proposed" && status != "cancelled" && status != "waitlist" {
		wrong("/start", "app-3", "a start and an end")
	}
	if e.Get("Appointment.cancelationReason").Exists() && status != "cancelled" && status != "noshow" {
		wrong("/cancelationReason", "app-4", "no reason unless cancelled or not attended")
	}
	for p := range e.All("Appointment.participant") {
		if !p.Get("Appointment.participant.type").Exists() && !p.Get("Appointment.participant.actor").Exists() {
			c.fault(p.node, "", "app-1", "a type or an actor", therapy.ErrRequired)
		}
	}
}

// questions checks the items of a Questionnaire: link ids once in the whole tree, and
// what depends on their types.
func (c *checker) questions(e Element) {
	seen := map[string]bool{}
	var walk func(list func(func(Element) bool))
	walk = func(list func(func(Element) bool)) {
		for item := range list {
			wrong := func(rule, hint string) { c.fault(item.node, "", rule, hint, therapy.ErrContradiction) }
			link, typ := item.Text("Questionnaire.item.linkId"), item.Text("Questionnaire.item.type")
			if seen[link] {
				wrong("que-2", "each linkId once")
			}
			seen[link] = true
			if typ == "display" && item.Get("Questionnaire.item.code").Exists() {
				wrong("que-3", "no code, since the item is for display")
			}
			options := item.Get("Questionnaire.item.answerOption").Exists()
			if options && item.Get("Questionnaire.item.answerValueSet").Exists() {
				wrong("que-4", "options or a value set")
			}
			if options && item.Get("Questionnaire.item.initial").Exists() {
				wrong("que-11", "no initial value together with options")
			}
			conditions := 0
			for when := range item.All("Questionnaire.item.enableWhen") {
				conditions++
				if _, ok := when.Bool("Questionnaire.item.enableWhen.answerBoolean"); !ok && when.Text("Questionnaire.item.enableWhen.operator") == "exists" {
					wrong("que-7", "true or false for exists")
				}
			}
			if conditions > 1 && !item.Get("Questionnaire.item.enableBehavior").Exists() {
				wrong("que-12", "enableBehavior, since there are several conditions")
			}
			walk(item.All("Questionnaire.item.item"))
		}
	}
	walk(e.All("Questionnaire.item"))
}
