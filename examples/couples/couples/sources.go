package couples

import "github.com/therapykit/therapykit/therapy"

// Sources that the library's bibliography does not have. A contributor of a modality adds its
// sources.
var (
	// acaCouples was read only as a summary.
	acaCouples = therapy.Source{
		ID: "ACA-A8", Document: "ACA Code of Ethics, by a summary", Organisation: "American Counseling Association",
		Section: "A.8", Year: 2014, Strength: therapy.EthicsCode,
		Claim: "With several people who are related, be clear at the outset which of them is the client, and what the relationship to each is.",
	}
	alcoholGuideline = therapy.Source{
		ID: "AU-ALC-9.7", Document: "Guidelines for the Treatment of Alcohol Problems", Organisation: "Australian Government, web edition",
		Section: "9.7", Strength: therapy.Guideline,
		Claim: "Behavioural couples therapy: 12 to 20 sessions of 90 minutes.",
	}
	cg115 = mustCite("E47")
)

func mustCite(id string) therapy.Source { return therapy.MustCite(id)[0] }
