package confidential

// Purpose is what somebody asks for. The zero Purpose is unstated and is always
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

	numPurposes
)

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
}

// Valid reports whether the value is one of the constants.
func (x Purpose) Valid() bool { return x > 0 && x < numPurposes }

// String returns the name, or a placeholder with the number.
func (x Purpose) String() string { return enumString("Purpose", purposeNames[:], uint8(x)) }

// AppendText appends the name; it fails for an invalid value.
func (x Purpose) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, purposeNames[:], uint8(x))
}

// MarshalText returns the name; it fails for an invalid value.
func (x Purpose) MarshalText() ([]byte, error) { return x.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (x *Purpose) UnmarshalText(text []byte) error {
	v, err := enumParse(purposeNames[:], text)
	if err == nil {
		*x = Purpose(v)
	}
	return err
}

// HL7 returns the code of HL7 v3-ActReason that the purpose maps to, "" for an
// invalid purpose.
func (x Purpose) HL7() string {
	codes := [numPurposes]string{
		Treatment: "TREAT", Coordination: "COC", Supervision: "TRAIN", Payment: "HPAYMT", LegalOrder: "HLEGAL",
		Research: "HRESCH", ClientAccess: "PATRQT", Supporting: "FAMRQT", Protection: "THREAT",
		ChildProtection: "PUBHLTH", Emergency: "ETREAT",
	}
	if !x.Valid() {
		return ""
	}
	return codes[x]
}
