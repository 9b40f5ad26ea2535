package therapy

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
	// LayerEligibility is whether a format is available and the person can take part in it at all.
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
