package group

// Gender is a person's recorded gender. It is used to notice when a person is the only one of
// their gender in a group, and for nothing else in this package.
//
// The zero Gender means that the gender is not recorded.
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

// AgeBand is a range of ages for planning groups. Its names avoid "young" and "old".
//
// The zero AgeBand means that the age is not recorded.
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

// AgeBandOf returns the band of an age in years. It returns a band for every number, also for
// a negative one; check the age before.
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
