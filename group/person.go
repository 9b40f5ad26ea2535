package group

// Gender is a person's gender as recorded. One person may be the only one of theirs
// in a group, which is why it is asked for; nothing else follows from it.
//
// The zero Gender is not recorded.
type Gender uint8

// The genders.
const (
	// Female is a woman or girl.
	Female Gender = iota + 1
	// Male is a man or boy.
	Male
	// OtherGender is any other recorded gender.
	OtherGender

	numGenders
)

//enum:names Gender
var genderNames = [numGenders]string{Female: "f", Male: "m", OtherGender: "x"}

// AgeBand is a range of ages by which groups are planned. Nobody is called young or
// old by it.
//
// The zero AgeBand is not recorded.
type AgeBand uint8

// The age bands, youngest first.
const (
	// Under16 is up to 15 years.
	Under16 AgeBand = iota + 1
	// Age16To25 is 16 to 25 years.
	Age16To25
	// Age26To40 is 26 to 40 years.
	Age26To40
	// Age41To60 is 41 to 60 years.
	Age41To60
	// Over60 is 61 years and more.
	Over60

	numAgeBands
)

//enum:names AgeBand
var ageBandNames = [numAgeBands]string{
	Under16: "under-16", Age16To25: "16-25", Age26To40: "26-40", Age41To60: "41-60", Over60: "61+",
}

// AgeBandOf returns the band of an age in years. Every age has one, also a negative
// number, which callers refuse beforehand.
func AgeBandOf(years int) AgeBand {
	switch {
	case years < 16:
		return Under16
	case years <= 25:
		return Age16To25
	case years <= 40:
		return Age26To40
	case years <= 60:
		return Age41To60
	}
	return Over60
}
