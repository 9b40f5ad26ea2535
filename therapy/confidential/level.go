package confidential

import "github.com/therapykit/therapykit/therapy"

// Level says how much protection content needs. It is HL7 v3 Confidentiality, a total order:
// V > R > N > M > L > U.
//
// The zero Level is [VeryRestricted], so that unclassified content has the most protection.
// The constants therefore count downwards; compare levels with [Level.Compare], never with <.
//
// Source: HL7 v3-Confidentiality 5.0.0.
type Level uint8

// The levels, strictest first.
const (
	// VeryRestricted (V) means that disclosure would do extremely high harm; for unusual
	// circumstances, such as victims of abuse, and for process notes.
	VeryRestricted Level = iota
	// Restricted (R) means high harm, potentially stigmatising: mental health, substance use.
	// It is the default for therapy content.
	Restricted
	// Normal (N) is the usual level of care.
	Normal
	// Moderate (M) means moderate harm; the subject has permitted use outside normal care.
	Moderate
	// Low (L) means de-identified, with a remaining risk.
	Low
	// Unrestricted (U) means not sensitive.
	Unrestricted

	numLevels
)

var levelNames = [numLevels]string{
	VeryRestricted: "very-restricted", Restricted: "restricted", Normal: "normal",
	Moderate: "moderate", Low: "low", Unrestricted: "unrestricted",
}

const levelCodes = "VRNMLU"

// Valid reports whether l is one of the constants.
func (l Level) Valid() bool { return l < numLevels }

// Compare returns +1 if l protects more than m, -1 if less, 0 if the same. An
// invalid level counts as the strictest.
func (l Level) Compare(m Level) int {
	switch a, b := l.strict(), m.strict(); {
	case a < b:
		return +1
	case a > b:
		return -1
	}
	return 0
}

func (l Level) strict() Level {
	if !l.Valid() {
		return VeryRestricted
	}
	return l
}

// HighWater returns the strictest of the levels: a whole is as confidential as its most
// confidential part. Without levels it is [VeryRestricted].
func HighWater(levels ...Level) Level {
	if len(levels) == 0 {
		return VeryRestricted
	}
	highest := levels[0].strict()
	for _, l := range levels[1:] {
		highest = min(highest, l.strict())
	}
	return highest
}

// String returns the name, such as "restricted", or a placeholder with the
// number.
func (l Level) String() string { return therapy.Names(levelNames[:]).Text("Level", uint8(l)) }

// Code returns the HL7 code, one letter, "V" for an invalid level.
func (l Level) Code() string {
	i := l.strict()
	return levelCodes[i : i+1]
}

// AppendText appends the name; it fails for an invalid level.
func (l Level) AppendText(b []byte) ([]byte, error) {
	return therapy.Names(levelNames[:]).Append(b, uint8(l))
}

// MarshalText returns the name; it fails for an invalid level.
func (l Level) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText accepts the exact names, and the HL7 codes.
func (l *Level) UnmarshalText(text []byte) error {
	if len(text) == 1 {
		for i := range numLevels {
			if levelCodes[i] == text[0] {
				*l = i
				return nil
			}
		}
	}
	v, err := therapy.Names(levelNames[:]).Parse(text)
	if err == nil {
		*l = Level(v)
	}
	return err
}
