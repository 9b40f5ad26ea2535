package group

import (
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Money is an exact amount in the smallest unit of a currency: pence, cents. The
// zero Money is no amount in no currency.
type Money struct {
	// Minor is the amount in minor units. It may be negative in a correction.
	Minor int64 `json:"minor"`
	// Currency is an ISO 4217 code such as "GBP": three upper-case letters.
	Currency string `json:"currency"`
}

// Validate reports a currency that is not of the documented form.
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

// String writes the amount as people do: "£200.00", "¥1500", "200.00 CHF". The digits
// after the point are those of the currency in ISO 4217.
func (m Money) String() string {
	digits := strconv.FormatUint(magnitude(m.Minor), 10)
	if places := decimals(m.Currency); places > 0 {
		if len(digits) <= places {
			digits = strings.Repeat("0", places+1-len(digits)) + digits
		}
		digits = digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	}
	sign := ""
	if m.Minor < 0 {
		sign = "-"
	}
	switch m.Currency {
	case "GBP":
		return sign + "£" + digits
	case "EUR":
		return sign + "€" + digits
	case "USD":
		return sign + "US$" + digits
	case "JPY":
		return sign + "¥" + digits
	}
	return strings.TrimSpace(sign + digits + " " + m.Currency)
}

// magnitude is the amount without its sign, also of the least number.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// decimals returns how many digits a currency has after the point (ISO 4217, list one):
// two, but for those named here.
func decimals(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}
