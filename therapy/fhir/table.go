package fhir

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
)

// Path names an element of a type, as HL7's definitions do: "CarePlan.status",
// "CarePlan.activity.detail.goal", "Period.start". A choice is named by the variant that is
// used, "Observation.valueQuantity". An element that all elements, backbone elements or
// resources have is named with the type it is used in ("CarePlan.id",
// "Timing.repeat.extension").
type Path string

// Definition is one row of the table of elements. The zero Definition describes no element.
type Definition struct {
	// Path is the element.
	Path Path `json:"path"`
	// Type is the type of its values: a primitive such as "code", a data type such as
	// "Period", "Resource" for any resource, or, for an element whose parts the table lists,
	// the path of the element that has these parts.
	Type string `json:"type"`
	// Min is the smallest number of values, and Many says whether it is a list.
	Min  int  `json:"min,omitempty"`
	Many bool `json:"many,omitempty"`
	// Modifier says that it can change the meaning of the elements around it.
	Modifier bool `json:"modifier,omitempty"`
	// Choice is the choice of which it is a variant, such as "value" for
	// Observation.valueQuantity; "" for others. At most one variant is used.
	Choice string `json:"choice,omitempty"`
	// Codes are the codes that the binding requires; nil if it requires none or if R4 does
	// not list them.
	Codes []string `json:"codes,omitempty"`
	// Targets are the types that a reference may refer to, nil for any.
	Targets []string `json:"targets,omitempty"`

	name  string
	order int
}

// primitive reports whether values of the type are strings, numbers or truth values.
func primitive(typ string) bool { return typ != "" && 'a' <= typ[0] && typ[0] <= 'z' }

//go:embed elements.txt
var elementsText string

// elementType is the definition of a type that has elements.
type elementType struct {
	name     string
	resource bool
	elements []*Definition
	byName   map[string]*Definition
}

// elementTable is the whole table.
type elementTable struct {
	types   map[string]*elementType
	paths   map[Path]*Definition
	ordered []*Definition
	names   map[string]bool
}

var elements = sync.OnceValue(readTable)

// readTable reads elements.txt, which internal/judges writes from HL7's definitions.
// A line without indentation begins a type: "CarePlan DomainResource". The others are
// its elements: "activity.detail.scheduled[Timing] 0..1 Timing".
func readTable() *elementTable {
	t := &elementTable{types: map[string]*elementType{}, paths: map[Path]*Definition{}, names: map[string]bool{"resourceType": true}}
	root := ""
	for line := range strings.Lines(elementsText) {
		fields := strings.Fields(line)
		if line[0] != ' ' {
			root = fields[0]
			t.addType(root, fields[1])
			continue
		}
		t.addRow(root, fields)
	}
	return t
}

// addType begins a type with the elements of its base type.
func (t *elementTable) addType(name, base string) {
	typ := &elementType{name: name, byName: map[string]*Definition{}}
	t.types[name] = typ
	if base == "-" || t.types[base] == nil {
		typ.resource = name == "Resource"
		return
	}
	typ.resource = t.types[base].resource
	for _, d := range t.types[base].elements {
		own := *d
		own.Path = Path(name + "." + d.name)
		t.add(typ, &own)
	}
}

func (t *elementTable) add(typ *elementType, d *Definition) {
	d.order = len(typ.elements)
	typ.elements = append(typ.elements, d)
	typ.byName[d.name] = d
	t.paths[d.Path] = d
	t.ordered = append(t.ordered, d)
	t.names[d.name], t.names["_"+d.name] = true, true
}

func (t *elementTable) addRow(root string, fields []string) {
	parent, name := root, fields[0]
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent, name = root+"."+name[:i], name[i+1:]
	}
	d := &Definition{Type: fields[2], Min: int(fields[1][0] - '0')}
	d.Many = strings.HasPrefix(fields[1][3:], "*")
	d.Modifier = strings.HasSuffix(fields[1], "!")
	if choice, variant, ok := strings.Cut(name, "["); ok {
		d.Choice = choice
		name = choice + strings.TrimSuffix(variant, "]")
	}
	d.name, d.Path = name, Path(parent+"."+name)
	if typ, targets, ok := strings.Cut(d.Type, "("); ok {
		d.Type, d.Targets = typ, strings.Split(strings.TrimSuffix(targets, ")"), "|")
	}
	if len(fields) > 3 {
		d.Codes = strings.Split(fields[3], "|")
	}
	switch same, ok := strings.CutPrefix(d.Type, "#"); {
	case ok:
		d.Type = same
	case d.Type == "Element" || d.Type == "BackboneElement":
		base := d.Type
		d.Type = string(d.Path)
		t.addType(d.Type, base)
	}
	t.add(t.types[parent], d)
}

// Definitions yields the table: the elements of every known type. Those of one type are in
// the order of HL7's definitions.
func Definitions() iter.Seq[Definition] {
	return func(yield func(Definition) bool) {
		for _, d := range elements().ordered {
			if !yield(d.clone()) {
				return
			}
		}
	}
}

// Lookup returns the row of the table for the path, and whether there is one.
func Lookup(path Path) (Definition, bool) {
	d, ok := elements().paths[path]
	if !ok {
		return Definition{}, false
	}
	return d.clone(), true
}

func (d *Definition) clone() Definition {
	c := *d
	c.Codes, c.Targets = slices.Clone(d.Codes), slices.Clone(d.Targets)
	return c
}

// knownName reports whether some element of the table has the name. Such a name can be shown
// in an error, since it is not confidential content.
func knownName(name string) bool { return elements().names[name] }
