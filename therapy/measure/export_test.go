package measure

import "github.com/therapykit/therapykit/therapy"

// Under and Flat are [therapy.At] and [flat]: what they do with deep joins and with
// hints is promised for errors that no constructor makes today.
var (
	Under = therapy.At
	Flat  = flat
)
