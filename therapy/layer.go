package therapy

import "fmt"

// Layer is the family a factor or a rule belongs to, and so the turn at which
// it speaks. The order of the constants is the order of precedence: what an
// earlier layer decides, a later one cannot outweigh.
//
// The zero Layer is unstated and refused wherever a layer is needed.
type Layer uint8

// The layers, first to last. Strengths are compared inside a layer only, never
// across layers.
const (
	// LayerSafety is danger to somebody: it stops everything else.
	LayerSafety Layer = iota + 1
	// LayerSufficiency is whether enough is known, and agreed to, to say anything.
	LayerSufficiency
	// LayerEligibility is whether a format can be had and taken part in at all.
	LayerEligibility
	// LayerIndication is what guidelines and research say for a stated condition.
	LayerIndication
	// LayerPreference is what the person wants, once told what there is.
	LayerPreference
	// LayerNeed is what the person needs and aims at.
	LayerNeed
	// LayerPractical is money, time and place.
	LayerPractical

	numLayers
)

//enum:names Layer
var layerNames = [numLayers]string{
	LayerSafety:      "safety",
	LayerSufficiency: "sufficiency",
	LayerEligibility: "eligibility",
	LayerIndication:  "indication",
	LayerPreference:  "preference",
	LayerNeed:        "need",
	LayerPractical:   "practical",
}

// Weighs reports whether rules of this layer give points, rather than stop,
// ask or exclude.
func (l Layer) Weighs() bool { return l >= LayerIndication && l < numLayers }

// The four helpers below serve every closed enumeration of the package: the
// constants differ, the contract does not.

func enumString(typ string, names []string, v uint8) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", typ, v)
}

func enumAppend(b []byte, names []string, v uint8) ([]byte, error) {
	if int(v) < len(names) && names[v] != "" {
		return append(b, names[v]...), nil
	}
	return b, &FieldError{Rule: "enum-invalid", Err: ErrRange}
}

func enumParse(names []string, text []byte) (uint8, error) {
	for v, name := range names {
		if name != "" && name == string(text) {
			return uint8(v), nil
		}
	}
	return 0, &FieldError{Rule: "enum-unknown", Err: ErrUnknown}
}
