package group

// commonWords are words of everyday English that are names of people too, and short
// words that are names in other languages. A lower-case "will" or a "Grace" that
// opens a sentence may be the member or the word; nobody but the author knows, so
// that it is reported as possible. The list is this library's own reading of lists
// of given and family names; [NamesSpec.Words] adds to it.
var commonWords = wordSet(`
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
`)

// particles are parts of family names that are no name by themselves: "van" in "van
// der Berg". They are matched as part of the whole only.
var particles = wordSet(`
a af al an ap ben bin bint d da das de dei del della den der des di dos du e el en ibn la las le les lo los
mac mc o of st saint san santa ten ter the und van vom von vander y z zu zum zur
`)
