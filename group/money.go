package group

import (
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Money is an exact amount in the smallest unit of a currency: pence, cents. The zero Money
// has no currency.
type Money struct {
	// Minor is the amount in minor units. It may be negative in a correction.
	Minor int64 `json:"minor"`
	// Currency is an ISO 4217 code such as "GBP": three upper-case letters.
	Currency string `json:"currency"`
}

// Validate reports a currency that does not have the documented form.
func (m Money) Validate() error {
	ok := len(m.Currency) == 3
	for i := range len(m.Currency) {
		ok = ok && 'A' <= m.Currency[i] && m.Currency[i] <= 'Z'
	}
	if !ok {
		return fail("/currency", "money-currency", "three upper-case letters", therapy.ErrSyntax)
	}
	return nil
}

// String returns the amount in the usual form in English: "£200.00", "¥1,500", "200.00 CHF".
// The number of decimals is that of the currency in ISO 4217.
func (m Money) String() string { return m.In(words.English()) }

// In returns the amount in the usual form of a language: "200,00 £" in German.
func (m Money) In(language words.Language) string {
	return language.Money(m.Minor, decimals(m.Currency), m.Currency)
}

// decimals returns how many digits a currency has after the point (ISO 4217, list one):
// two, except for those named here.
func decimals(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}
