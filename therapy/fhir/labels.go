package fhir

import (
	"slices"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// SetLabel writes the label into meta.security: the level, the sensitivities of HL7, and this
// library's kind and setting. It never lowers a label that is already there: the higher level
// and all sensitivities stay. The people in the label (the subject, the people it is about,
// the people who heard it, the people who must never get it) are not written.
func SetLabel(resource Element, label confidential.Label) {
	if resource.node == nil {
		return
	}
	before, ok := LabelOf(resource)
	if ok {
		label.Level = confidential.HighWater(label.Level, before.Level)
		label.Tags |= before.Tags
	}
	meta := resource.Get(Path(resource.Type() + ".meta"))
	if !meta.Exists() {
		meta = resource.Add(Path(resource.Type() + ".meta"))
	}
	var keep []*Node
	for coding := range meta.All("Meta.security") {
		if system := coding.node.Get("system").Text(); system != systemConfidentiality {
			keep = append(keep, coding.node)
		}
	}
	meta.node.Set("security", nil)
	meta.AddCoding("Meta.security", systemConfidentiality, label.Level.Code(), "")
	for _, n := range keep {
		meta.AddNode("Meta.security", n)
	}
	add := func(system, code string) { addSecurity(meta, system, code) }
	// HL7's code for content about another person means something else; the kind says it.
	if label.Kind != confidential.ThirdParty {
		add(systemActCode, label.Kind.HL7())
	}
	for _, code := range label.Tags.HL7() {
		add(systemActCode, code)
	}
	if label.Kind.Valid() {
		add(ownKind, label.Kind.String())
	}
	if label.Setting.Valid() {
		add(ownSetting, label.Setting.String())
	}
}

// LabelBundle gives a Bundle the label of its strictest entry and the sensitivities of all
// entries. Call it after filtering. Entries without a label do not count.
func LabelBundle(bundle Element) {
	for entry := range bundle.All("Bundle.entry") {
		r := entry.Get("Bundle.entry.resource")
		label, ok := LabelOf(r)
		if !ok {
			continue
		}
		label.Kind, label.Setting = 0, 0 // those of the parts are not those of the whole
		SetLabel(bundle, label)
		for coding := range r.Get(Path(r.Type() + ".meta")).All("Meta.security") {
			if system := coding.Text("Coding.system"); system == systemActCode {
				addSecurity(bundle.Get("Bundle.meta"), system, coding.Text("Coding.code"))
			}
		}
	}
}

// addSecurity adds a coding to meta.security unless it is there.
func addSecurity(meta Element, system, code string) {
	for coding := range meta.All("Meta.security") {
		if coding.node.Get("system").Text() == system && coding.node.Get("code").Text() == code {
			return
		}
	}
	meta.AddCoding("Meta.security", system, code, "")
}

// LabelOf reads the label in meta.security, and whether there is one. A resource without a
// level does not count as normal: its label is the zero Label, the strictest, until a person
// classifies it. If there are several levels, the highest counts; an unknown level counts as
// the highest possible one.
func LabelOf(resource Element) (confidential.Label, bool) {
	if resource.node == nil {
		return confidential.Label{}, false
	}
	var label confidential.Label
	var levels []confidential.Level
	process := false // the only kind that a code of HL7's says for certain
	for coding := range resource.Get(Path(resource.Type() + ".meta")).All("Meta.security") {
		code := coding.Text("Coding.code")
		switch coding.Text("Coding.system") {
		case systemConfidentiality:
			levels = append(levels, levelOf(code))
			label.Tags |= tagOf(code) // sensitivities stood here in earlier editions
		case systemActCode:
			label.Tags |= tagOf(code)
			process = process || code == confidential.ProcessNote.HL7()
		case ownKind:
			_ = label.Kind.UnmarshalText([]byte(code))
		case ownSetting:
			_ = label.Setting.UnmarshalText([]byte(code))
		}
	}
	if len(levels) == 0 {
		return confidential.Label{}, false
	}
	if process {
		label.Kind = confidential.ProcessNote
	}
	label.Level = confidential.HighWater(levels...)
	if label.Tags.DefaultLevel().Compare(label.Level) > 0 && label.Tags != 0 {
		label.Level = label.Tags.DefaultLevel()
	}
	return label, true
}

// levelOf returns the level with HL7's code, the strictest for any other.
func levelOf(code string) confidential.Level {
	for _, level := range []confidential.Level{
		confidential.Unrestricted, confidential.Low, confidential.Moderate, confidential.Normal, confidential.Restricted,
	} {
		if level.Code() == code {
			return level
		}
	}
	return confidential.VeryRestricted
}

// tagOf returns the sensitivity with HL7's code, in this edition or an earlier one.
func tagOf(code string) confidential.Tags {
	if code == "ETH" {
		return confidential.SubstanceUse
	}
	for tag := confidential.Tags(1); tag != 0 && tag <= confidential.AtRequest; tag <<= 1 {
		if slices.Contains(tag.HL7(), code) {
			return tag
		}
	}
	return 0
}
