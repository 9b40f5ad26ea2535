package words

import (
	"strconv"
	"strings"
	"time"
)

// local says how a language writes numbers, dates, amounts and plurals, by Unicode CLDR 48.
type local struct {
	// categories are the plural categories of whole numbers; plural chooses one.
	categories []string
	plural     func(n int) string
	// decimal is the decimal separator, and group the separator of thousands.
	decimal, group string
	// day and moment are layouts of package time.
	day, moment string
	// before says that the currency sign comes before the amount.
	before bool
}

// oneOther is the rule of English, German and many others: one for 1, other for the rest.
func oneOther(n int) string {
	if n == 1 {
		return "one"
	}
	return "other"
}

var numbersByOne = []string{"one", "other"}

// locals are the languages that have a pack, by the first part of their tag. A language
// that is not here has the plurals of English, dates as in ISO 8601, and amounts with the
// code of the currency.
var locals = map[string]local{
	"en": {numbersByOne, oneOther, ".", ",", "2 Jan 2006", "2 Jan 2006, 15:04", true},
	"de": {numbersByOne, oneOther, ",", ".", "02.01.2006", "02.01.2006, 15:04", false},
}

var elsewhere = local{numbersByOne, oneOther, ".", "", time.DateOnly, time.DateOnly + " 15:04", false}

func (l Language) local() local {
	tag, _, _ := strings.Cut(l.Tag(), "-")
	if !l.IsZero() && l.pseudo {
		tag = "en"
	}
	if found, ok := locals[tag]; ok {
		return found
	}
	return elsewhere
}

// Plurals lists the plural categories that whole numbers have in the language, as in
// Unicode CLDR: "one", "other". A text that chooses by a number has a form for each.
func (l Language) Plurals() []string { return append([]string(nil), l.local().categories...) }

// Number writes a number with the separators of the language and without superfluous
// decimals: "1,234.5" in English, "1.234,5" in German.
func (l Language) Number(n float64) string {
	return l.local().digits(strconv.FormatFloat(n, 'f', -1, 64))
}

// digits puts the separators of the language into a number in the usual form of programs.
func (o local) digits(number string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, fraction, broken := strings.Cut(number, ".")
	for at := len(whole) - 3; at > 0 && o.group != ""; at -= 3 {
		whole = whole[:at] + o.group + whole[at:]
	}
	if broken {
		whole += o.decimal + fraction
	}
	return sign + whole
}

// Day writes the day of t: "2 Jan 2026" in English, "02.01.2026" in German.
func (l Language) Day(t time.Time) string { return t.Format(l.local().day) }

// Moment writes the day and the time of t: "2 Jan 2026, 18:00".
func (l Language) Moment(t time.Time) string { return t.Format(l.local().moment) }

// signs are the currency signs that are understood in every place where a language of
// [locals] is spoken.
var signs = map[string]string{"GBP": "£", "EUR": "€", "USD": "US$", "JPY": "¥"}

// Money writes an amount of money. minor is the amount in the smallest unit of the currency,
// and digits is the number of decimals of a whole unit: 20000 with 2 digits is "£200.00" in
// English and "200,00 £" in German. Currencies without a well-known sign are written with
// their code: "200.00 CHF".
func (l Language) Money(minor int64, digits int, currency string) string {
	number, sign := strconv.FormatInt(minor, 10), ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	if digits > 0 {
		number = strings.Repeat("0", max(0, digits+1-len(number))) + number
		number = number[:len(number)-digits] + "." + number[len(number)-digits:]
	}
	o := l.local()
	number = o.digits(number)
	unit, known := signs[currency]
	if !known || o.group == "" {
		unit = currency
	}
	if o.before && known {
		return sign + unit + number
	}
	return strings.TrimSpace(sign + number + " " + unit)
}
