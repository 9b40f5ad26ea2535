package confidential

// Purpose says for what content is requested. The zero Purpose is unstated and is always
// refused.
type Purpose uint8

// The purposes.
const (
	// Treatment is treating the person (HL7 TREAT).
	Treatment Purpose = iota + 1
	// Coordination is coordinating care (COC).
	Coordination
	// Supervision is supervision and training (TRAIN).
	Supervision
	// Payment is paying for care (HPAYMT).
	Payment
	// LegalOrder is obeying an order of a court (HLEGAL).
	LegalOrder
	// Research is research (HRESCH).
	Research
	// ClientAccess is the person's own access (PATRQT).
	ClientAccess
	// Supporting is support by those close to the person, or at their wish (FAMRQT, SUPNWK).
	Supporting
	// Protection is protecting somebody from serious harm (THREAT).
	Protection
	// ChildProtection is reporting abuse (PUBHLTH).
	ChildProtection
	// Emergency is a medical emergency (ETREAT).
	Emergency
	// Administration is running the service: appointments, rooms, letters (HOPERAT).
	Administration

	numPurposes
)

//enum:names Purpose
var purposeNames = [numPurposes]string{
	Treatment:       "treatment",
	Coordination:    "coordination",
	Supervision:     "supervision",
	Payment:         "payment",
	LegalOrder:      "legal-order",
	Research:        "research",
	ClientAccess:    "client-access",
	Supporting:      "support",
	Protection:      "safety",
	ChildProtection: "child-protection",
	Emergency:       "emergency",
	Administration:  "administration",
}

// HL7 returns the code of HL7 v3-ActReason that the purpose maps to, "" for an
// invalid purpose.
func (x Purpose) HL7() string {
	codes := [numPurposes]string{
		Treatment: "TREAT", Coordination: "COC", Supervision: "TRAIN", Payment: "HPAYMT", LegalOrder: "HLEGAL",
		Research: "HRESCH", ClientAccess: "PATRQT", Supporting: "FAMRQT", Protection: "THREAT",
		ChildProtection: "PUBHLTH", Emergency: "ETREAT", Administration: "HOPERAT",
	}
	if !x.Valid() {
		return ""
	}
	return codes[x]
}
