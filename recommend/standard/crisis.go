package standard

import (
	"time"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// crisisLines are the numbers to call, by place, from secondary sources (clinical reference,
// section B.3). A deployer replaces them: [policy.Overlay.Crisis]. A number is left out if it
// was not found in a source.
func crisisLines() []policy.CrisisLine {
	checked, review := therapy.MustDate(2026, time.November, 29), therapy.MustDate(2027, time.November, 29)
	source := therapy.MustCite("E133")[0]
	lines := []policy.CrisisLine{
		{Place: "GB-ENG", Said: therapy.Is(therapy.JurisdictionEngland), Emergency: "999, or go to A&E", Line: "111 and choose mental health, day and night", Text: "85258", Notes: "read in pages of August 2024 to October 2025; deaf people: 18001 111, SignVideo"},
		{Place: "GB-WLS", Emergency: "999", Line: "111 and choose option 2, day and night", Text: "85258", Notes: "read in pages of June 2023"},
		{Place: "GB-SCT", Emergency: "999", Line: "111", Text: "85258", Notes: "only a similar service was read of: check"},
		{Place: "GB-NIR", Emergency: "999", Line: "0808 808 8000", Notes: "Lifeline; textphone 18001 first; undated page"},
		{Place: "GB", For: "everyone", Emergency: "999", Line: "116 123", Notes: "Samaritans; read in pages of 2016 and 2024"},
		{Place: "IE", Emergency: "112 or 999", Line: "116 123", Notes: "Samaritans; 1800 111 888 is for information"},
		{Place: "DE", Emergency: "112", Line: "0800 1110111 or 0800 1110222, day and night", Notes: "TelefonSeelsorge; read in pages of 2016 (domradio.de) and September 2022 (spektrum.de)"},
		{Place: "AT", Emergency: "144", Line: "142, day and night", Notes: "TelefonSeelsorge; read in pages of April 2023 (ots.at) and May 2023 (burgenland.orf.at); 144 in one of December 2019"},
		{Place: "CH", Emergency: "144", Line: "143, day and night", Notes: "Die Dargebotene Hand; read in a page of October 2018 (20min.ch); 144 in an undated page (srf.ch)"},
		{Place: "EU", Emergency: "112, day and night", Line: "116 123 where the country has it", Notes: "beside national numbers, does not replace them"},
		{Place: "US", For: "veterans and service members", When: therapy.Is(therapy.VeteranUS), Emergency: "911", Line: "988 and press 1", Text: "838255", Notes: "read in a page of June 2024"},
		{Place: "US", Emergency: "911", Line: "988", Text: "988", Notes: "Spanish: press 2; read in a page of July 2025"},
		{Place: "CA", Emergency: "911", Line: "9-8-8, day and night", Text: "9-8-8", Notes: "read in a page of November 2023"},
		{Place: "AU", Emergency: "000", Line: "13 11 14", Text: "0477 13 11 14", Notes: "Lifeline; read in a page of February 2022"},
		{Place: "NZ", Emergency: "111", Line: "1737", Text: "1737", Notes: "read in a page of June 2017"},
	}
	for i := range lines {
		lines[i].CheckedOn, lines[i].ReviewBy, lines[i].Source = checked, review, source
	}
	return lines
}
