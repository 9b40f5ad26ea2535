package note

import (
	"strings"
	"sync"
)

// wordTables are the tables for reading texts.
type wordTables struct {
	// folds gives the plain spelling of a letter.
	folds map[rune]string
	// common are words of everyday English, particles parts of family names.
	common, particles map[string]bool
	// longMarks writes marks as a second letter; digraphs reverses that.
	longMarks, digraphs *strings.Replacer
}

// tables returns the tables, which are built on first use.
func tables() *wordTables {
	built.Do(func() {
		built.tables = wordTables{
			folds: map[rune]string{}, common: wordSet(commonWords), particles: wordSet(particles),
			longMarks: strings.NewReplacer(
				"ä", "ae", "Ä", "Ae", "a\u0308", "ae", "A\u0308", "Ae", "ö", "oe", "Ö", "Oe", "o\u0308", "oe", "O\u0308", "Oe",
				"ü", "ue", "Ü", "Ue", "u\u0308", "ue", "U\u0308", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa", "a\u030a", "aa", "A\u030a", "Aa",
			),
			digraphs: strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a"),
		}
		for _, row := range foldTable() {
			for _, r := range row.letters {
				built.tables.folds[r] = row.plain
			}
		}
	})
	return &built.tables
}

var built struct {
	sync.Once
	tables wordTables
}

// commonWords are everyday English words that are also names of people, and short words that
// are names in other languages. A lower-case "will" or a "Grace" that begins a sentence may
// be the member or the word. Only the author knows, so it is reported as possible. The list
// was made for this library from lists of given and family names; [CheckerSpec.Words] adds to
// it.
const commonWords = `
a ah ai al am an and angel ash amber april art august autumn aurora
baker ball banks barber bay bell best bill bird bishop black blaze bliss bloom blossom blue bond booker bow bright brook brooks brown bush butler
candy carol carter case cash castle chance charity chase chastity cherry church clay cliff clover cole constance cook cooper coral cotton cross crystal curtis
daisy dale dawn day dean dear destiny do drew duke dusty
earl early east eden ember ernest eve ever
fair faith fall fern field fields fire fish flora flower ford forest fox frank freed friend frost
gale gardener gay gene genesis gentle ginger glad glen glory gold good grace grant gray green grey guy
hall happy hardy harmony harp hart haven hazel head heart heath heather heaven he hi hill holly honor honour hope house how hunt hunter
i ice in iris is it ivory ivy
jack jade jasmine jean jewel job joe john joy judge july june junior just justice
key king kitty knight
lake lamb lane lark lavender law lee liberty lily little light lock long lord lot love low loyal lucky
ma magic major man many march marina mark marks marsh marshal mason matt may me melody mercy merit merry mike miles miller mine moon moor more morning my
nature new noble noel north
oak ocean olive on one opal or
pa page paris park parks pat patience peace peach pearl penny per pepper piper poet pope poppy porter power powers price prince promise prosper prudence
queen quest
rain rainbow raven ray read reason red reed reef rich ridge river rivers rob robin rock rocky roger roman root rose rosemary rowan royal ruby rush rusty
sage sandy sandoval saint savage scout see serenity sharp she sharon shepherd short shy silver singer sky small smart smith snow so solace son song south spring star stark steel stone storm strong sue summer summers sun sunny sweet swift
tailor taylor teal temple tiny to tom tony topaz tree trinity true truth tucker turner
unity
vale valentine valley van verity victor victory violet virtue
wade walker wall ward wards warden waters way weaver webb weeks well wells west wheeler white wild will willow win winter winters wise wolf wood woods woody wren
you young yes
zen
`

// particles are parts of family names that are not names by themselves: "van" in "van der
// Berg". They are matched only as part of the whole name.
const particles = `
a af al an ap ben bin bint d da das de dei del della den der des di dos du e el en ibn la las le les lo los
mac mc o of st saint san santa ten ter the und van vom von vander y z zu zum zur
`
