package fhir

import (
	"errors"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Check checks a resource and everything in it against the table and the most common of HL7's
// invariants. It reports unknown elements, values of the wrong type, too few or too many
// values, more than one variant of a choice, codes that a required binding does not have,
// malformed dates, ids and other primitives, and references to contained resources that do
// not exist. Each error is a pointer to a [therapy.FieldError]; up to a hundred are joined by
// [errors.Join], and none quotes a value.
//
// A resource that passes is not proven valid: slicing, profiles, terminology and most
// invariants are left to FHIR validators. A resource that fails can still be read with Read.
func Check(n *Node) error {
	var c checker
	c.resource(ResourceOf(n), nil)
	return errors.Join(c.faults...)
}

type checker struct {
	faults []error
	locals map[*Node]locals
}

// locals are the ids of the contained resources of a resource, and the references in it to
// contained resources.
type locals struct{ ids, references map[string]bool }

// local returns the locals of a resource. It finds them once.
func (c *checker) local(resource *Node) locals {
	if l, ok := c.locals[resource]; ok {
		return l
	}
	l := locals{ids: map[string]bool{}, references: map[string]bool{}}
	for contained := range resource.Get("contained").Parts() {
		l.ids[contained.Get("id").Text()] = true
	}
	l.collect(resource)
	if c.locals == nil {
		c.locals = map[*Node]locals{}
	}
	c.locals[resource] = l
	return l
}

func (l locals) collect(n *Node) {
	if n.Kind() == String {
		if text := n.Text(); strings.HasPrefix(text, "#") {
			l.references[text] = true
		}
	}
	for part := range n.Parts() {
		l.collect(part)
	}
}

// fault records a fault at n, or at the pointer inside n.
func (c *checker) fault(n *Node, pointer, rule, hint string, err error) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, &therapy.FieldError{Path: n.Place() + pointer, Rule: rule, Hint: hint, Err: err})
	}
}

// resource checks a resource; container is the one in which it is contained.
func (c *checker) resource(e Element, container *Node) {
	if e.node == nil {
		c.fault(nil, "", "fhir-resource-type", "an object with a resourceType", therapy.ErrRequired)
		return
	}
	if e.typ.name == "Resource" { // nothing is known of its elements
		return
	}
	c.object(e, container)
	c.invariants(e, container)
}

// object checks the members of an object by its type.
func (c *checker) object(e Element, container *Node) {
	for part := range e.node.Parts() {
		if len(c.faults) == maxFaults {
			return
		}
		if part.name == "resourceType" && e.typ.resource {
			continue
		}
		bare, beside := strings.CutPrefix(part.name, "_")
		d := e.typ.byName[bare]
		switch {
		case d == nil || beside && !primitive(d.Type):
			c.fault(part, "", "fhir-unknown-element", "an element of "+e.typ.name, therapy.ErrUnknown)
		case beside:
			c.siblings(part, d, container)
		default:
			c.values(e, part, d, container)
		}
	}
	choices := map[string]bool{}
	for _, d := range e.typ.elements {
		there := e.node.Get(d.name) != nil || primitive(d.Type) && e.node.Get("_"+d.name) != nil
		if d.Choice != "" {
			if there && choices[d.Choice] {
				c.fault(e.node, "/"+d.name, "fhir-choice", "one variant of "+d.Choice+"[x]", therapy.ErrContradiction)
			}
			choices[d.Choice] = choices[d.Choice] || there
			continue
		}
		if d.Min > 0 && !there {
			c.fault(e.node, "/"+d.name, "fhir-required", "", therapy.ErrRequired)
		}
	}
	for _, d := range e.typ.elements {
		if d.Choice != "" && d.Min > 0 && !choices[d.Choice] {
			c.fault(e.node, "", "fhir-required", d.Choice+"[x]", therapy.ErrRequired)
			choices[d.Choice] = true
		}
	}
}

// values checks the values of an element.
func (c *checker) values(e Element, n *Node, d *Definition, container *Node) {
	if (n.Kind() == Array) != d.Many {
		hint := "one value"
		if d.Many {
			hint = "a list"
		}
		c.fault(n, "", "fhir-cardinality", hint, therapy.ErrSyntax)
		return
	}
	if !d.Many {
		c.value(e, n, d, -1, container)
		return
	}
	i := 0
	for item := range n.Parts() {
		if item.Kind() != Null {
			c.value(e, item, d, i, container)
		}
		i++
	}
}

func (c *checker) value(e Element, n *Node, d *Definition, index int, container *Node) {
	if n.Kind() != kindOf(d.Type) {
		c.fault(n, "", "fhir-type", d.Type, therapy.ErrSyntax)
		return
	}
	v := e.child(d, n, index)
	switch {
	case d.Type == "Resource":
		c.resource(v, containerOf(e, d))
	case primitive(d.Type):
		c.primitive(n, d)
	case elements().types[d.Type] != nil:
		c.object(v, container)
		if d.Type == "CodeableConcept" || d.Type == "Coding" {
			c.coded(v, d)
		}
		if d.Type == "Reference" {
			c.reference(v, d, container)
		}
	}
}

// containerOf returns the resource that has the contained resources of e, nil for the
// resources of a Bundle.
func containerOf(e Element, d *Definition) *Node {
	if d.name != "contained" {
		return nil
	}
	return e.node
}

// siblings checks the _field beside a primitive.
func (c *checker) siblings(n *Node, d *Definition, container *Node) {
	if (n.Kind() == Array) != d.Many {
		c.fault(n, "", "fhir-cardinality", "the _field of a repeating primitive is a list, and that of a single primitive is an object", therapy.ErrSyntax)
		return
	}
	one := func(n *Node) {
		if n.Kind() == Object {
			c.object(Element{node: n, index: -1, typ: elements().types["Element"]}, container)
		} else if n.Kind() != Null {
			c.fault(n, "", "fhir-type", "an object", therapy.ErrSyntax)
		}
	}
	if !d.Many {
		one(n)
		return
	}
	for item := range n.Parts() {
		one(item)
	}
}

// primitive checks the form of a value, and its code where one of a list is required.
func (c *checker) primitive(n *Node, d *Definition) {
	text := n.Text()
	if form := forms[d.Type]; form != nil && !form.MatchString(text) {
		c.fault(n, "", "fhir-format", d.Type, therapy.ErrSyntax)
		return
	}
	if n.Kind() == String && text == "" {
		c.fault(n, "", "fhir-empty", "no empty strings", therapy.ErrRequired)
	}
	if d.Codes != nil && d.Type == "code" && !slices.Contains(d.Codes, text) {
		c.fault(n, "", "fhir-code", strings.Join(d.Codes, ", "), therapy.ErrUnknown)
	}
}

// coded checks a required binding of a Coding or CodeableConcept.
func (c *checker) coded(v Element, d *Definition) {
	if d.Codes == nil {
		return
	}
	codings := v.single
	if d.Type == "CodeableConcept" {
		codings = func() iter.Seq[Element] { return v.All("CodeableConcept.coding") }
	}
	some := false
	for coding := range codings() {
		some = true
		if slices.Contains(d.Codes, coding.Text("Coding.code")) {
			return
		}
	}
	if some {
		c.fault(v.node, "", "fhir-code", strings.Join(d.Codes, ", "), therapy.ErrUnknown)
	}
}

// reference checks that a reference to a contained resource finds it (ref-1), and that
// a literal one is of a type that the element may refer to.
func (c *checker) reference(v Element, d *Definition, container *Node) {
	text := v.Text("Reference.reference")
	if id, ok := strings.CutPrefix(text, "#"); ok && id != "" {
		if container == nil {
			container = resourceAround(v.node)
		}
		if !c.local(container).ids[id] {
			c.fault(v.node, "/reference", "ref-1", "a contained resource", therapy.ErrReference)
		}
		return
	}
	if typ, _, ok := strings.Cut(text, "/"); ok && d.Targets != nil && elements().types[typ] != nil &&
		elements().types[typ].resource && !slices.Contains(d.Targets, typ) {
		c.fault(v.node, "/reference", "fhir-target", strings.Join(d.Targets, ", "), therapy.ErrReference)
	}
}

// resourceAround returns the outermost resource around n that is no Bundle's entry.
func resourceAround(n *Node) *Node {
	for ; n != nil; n = n.up {
		if n.Get("resourceType") != nil {
			return n
		}
	}
	return nil
}

// forms are the forms of primitives, as HL7's definitions give them.
var forms = map[string]*regexp.Regexp{
	"id":           regexp.MustCompile(`^[A-Za-z0-9\-.]{1,64}$`),
	"code":         regexp.MustCompile(`^[^\s]+(\s[^\s]+)*$`),
	"uri":          regexp.MustCompile(`^\S*$`),
	"url":          regexp.MustCompile(`^\S*$`),
	"canonical":    regexp.MustCompile(`^\S*$`),
	"oid":          regexp.MustCompile(`^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$`),
	"uuid":         regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
	"date":         regexp.MustCompile(`^` + year + `(-` + month + `(-` + day + `)?)?$`),
	"dateTime":     regexp.MustCompile(`^` + year + `(-` + month + `(-` + day + `(T` + clock + zone + `)?)?)?$`),
	"instant":      regexp.MustCompile(`^` + year + `-` + month + `-` + day + `T` + clock + zone + `$`),
	"time":         regexp.MustCompile(`^` + clock + `$`),
	"integer":      regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`),
	"unsignedInt":  regexp.MustCompile(`^(0|[1-9][0-9]*)$`),
	"positiveInt":  regexp.MustCompile(`^\+?[1-9][0-9]*$`),
	"base64Binary": regexp.MustCompile(`^(\s*([0-9a-zA-Z+/=]){4}\s*)+$`),
}

// Parts of the forms of dates and times.
const (
	year  = `([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)`
	month = `(0[1-9]|1[0-2])`
	day   = `(0[1-9]|[12][0-9]|3[01])`
	clock = `([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?`
	zone  = `(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))`
)
