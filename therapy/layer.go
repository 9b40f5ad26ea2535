package therapy

// Layer is the group that a factor or a rule belongs to. It decides when a rule is applied.
// The order of the constants is the order of precedence: a later layer cannot outweigh what
// an earlier layer decides.
//
// The zero Layer is unstated; an element that needs a layer refuses it.
type Layer uint8

// The layers, first to last. Points are compared inside a layer only, never across layers.
const (
	// LayerSafety is about danger to somebody. It stops everything else.
	LayerSafety Layer = iota + 1
	// LayerSufficiency is about whether enough is known, and consent given, to advise
	// anything.
	LayerSufficiency
	// LayerEligibility is about whether a format is available and the person can take part in
	// it at all.
	LayerEligibility
	// LayerIndication is about what guidelines and research say for a stated condition.
	LayerIndication
	// LayerPreference is about what the person wants after they have been told what there is.
	LayerPreference
	// LayerNeed is about the person's needs and goals.
	LayerNeed
	// LayerPractical is about money, time and place.
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
