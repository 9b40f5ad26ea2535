package recommend

// Letters that look like others. Somebody who types a statement with an accent, on a
// Cyrillic or Greek keyboard, or in letters of full width, means the same danger; and the author
// of a document may have tried to hide a danger.

// lookalikes are ranges of letters and the plain letter that each looks like.
var lookalikes = [...]struct {
	first, last rune
	plain       byte
}{
	// Latin with marks.
	{'À', 'Æ', 'a'},
	{'Ç', 'Ç', 'c'},
	{'È', 'Ë', 'e'},
	{'Ì', 'Ï', 'i'},
	{'Ð', 'Ð', 'd'},
	{'Ñ', 'Ñ', 'n'},
	{'Ò', 'Ö', 'o'},
	{'Ø', 'Ø', 'o'},
	{'Ù', 'Ü', 'u'},
	{'Ý', 'Ý', 'y'},
	{'Þ', 'Þ', 'p'},
	{'ß', 'ß', 's'},
	{'à', 'æ', 'a'},
	{'ç', 'ç', 'c'},
	{'è', 'ë', 'e'},
	{'ì', 'ï', 'i'},
	{'ð', 'ð', 'd'},
	{'ñ', 'ñ', 'n'},
	{'ò', 'ö', 'o'},
	{'ø', 'ø', 'o'},
	{'ù', 'ü', 'u'},
	{'ý', 'ý', 'y'},
	{'þ', 'þ', 'p'},
	{'ÿ', 'ÿ', 'y'},
	{'Ā', 'ą', 'a'},
	{'Ć', 'č', 'c'},
	{'Ď', 'đ', 'd'},
	{'Ē', 'ě', 'e'},
	{'Ĝ', 'ģ', 'g'},
	{'Ĥ', 'ħ', 'h'},
	{'Ĩ', 'ĳ', 'i'},
	{'Ĵ', 'ĵ', 'j'},
	{'Ķ', 'ĸ', 'k'},
	{'Ĺ', 'ł', 'l'},
	{'Ń', 'ŋ', 'n'},
	{'Ō', 'œ', 'o'},
	{'Ŕ', 'ř', 'r'},
	{'Ś', 'š', 's'},
	{'Ţ', 'ŧ', 't'},
	{'Ũ', 'ų', 'u'},
	{'Ŵ', 'ŵ', 'w'},
	{'Ŷ', 'Ÿ', 'y'},
	{'Ź', 'ž', 'z'},
	{'ſ', 'ſ', 's'},
	{'ɑ', 'ɑ', 'a'},
	{'ɡ', 'ɡ', 'g'},
	{'ɩ', 'ɪ', 'i'},
	// Greek.
	{'Α', 'Α', 'a'},
	{'Β', 'Β', 'b'},
	{'Ε', 'Ε', 'e'},
	{'Ζ', 'Ζ', 'z'},
	{'Η', 'Η', 'h'},
	{'Ι', 'Ι', 'i'},
	{'Κ', 'Κ', 'k'},
	{'Μ', 'Μ', 'm'},
	{'Ν', 'Ν', 'n'},
	{'Ο', 'Ο', 'o'},
	{'Ρ', 'Ρ', 'p'},
	{'Τ', 'Τ', 't'},
	{'Υ', 'Υ', 'y'},
	{'Χ', 'Χ', 'x'},
	{'α', 'α', 'a'},
	{'ε', 'ε', 'e'},
	{'η', 'η', 'n'},
	{'ι', 'ι', 'i'},
	{'κ', 'κ', 'k'},
	{'ν', 'ν', 'v'},
	{'ο', 'ο', 'o'},
	{'ρ', 'ρ', 'p'},
	{'τ', 'τ', 't'},
	{'υ', 'υ', 'u'},
	{'χ', 'χ', 'x'},
	{'ω', 'ω', 'w'},
	{'ϲ', 'ϲ', 'c'},
	{'ϳ', 'ϳ', 'j'},
	// Cyrillic.
	{'Ѕ', 'Ѕ', 's'},
	{'І', 'Ї', 'i'},
	{'Ј', 'Ј', 'j'},
	{'А', 'А', 'a'},
	{'В', 'В', 'b'},
	{'Е', 'Е', 'e'},
	{'К', 'К', 'k'},
	{'М', 'М', 'm'},
	{'Н', 'Н', 'h'},
	{'О', 'О', 'o'},
	{'Р', 'Р', 'p'},
	{'С', 'С', 'c'},
	{'Т', 'Т', 't'},
	{'У', 'У', 'y'},
	{'Х', 'Х', 'x'},
	{'а', 'а', 'a'},
	{'в', 'в', 'b'},
	{'е', 'е', 'e'},
	{'к', 'к', 'k'},
	{'м', 'м', 'm'},
	{'н', 'н', 'h'},
	{'о', 'о', 'o'},
	{'п', 'п', 'n'},
	{'р', 'р', 'p'},
	{'с', 'с', 'c'},
	{'т', 'т', 't'},
	{'у', 'у', 'y'},
	{'х', 'х', 'x'},
	{'ё', 'ё', 'e'},
	{'ѕ', 'ѕ', 's'},
	{'і', 'ї', 'i'},
	{'ј', 'ј', 'j'},
	{'һ', 'һ', 'h'},
	{'ԁ', 'ԁ', 'd'},
	{'ԛ', 'ԛ', 'q'},
	{'ԝ', 'ԝ', 'w'},
	// Roman numerals and letters used as signs.
	{'ⅰ', 'ⅰ', 'i'},
	{'ⅴ', 'ⅴ', 'v'},
	{'ⅹ', 'ⅹ', 'x'},
	{'ⅼ', 'ⅼ', 'l'},
	{'ⅽ', 'ⅽ', 'c'},
	{'ⅾ', 'ⅾ', 'd'},
	{'ⅿ', 'ⅿ', 'm'},
	{'ℓ', 'ℓ', 'l'},
	{'ℎ', 'ℎ', 'h'},
}

// plain returns the small letter or digit from a to z and 0 to 9 that a character is or
// looks like, 0 for none.
func plain(c rune) byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return byte(c)
	case 'A' <= c && c <= 'Z':
		return byte(c) + 'a' - 'A'
	case c < 0x80:
		return 0
	case 0xFF01 <= c && c <= 0xFF5E: // full width
		return plain(c - 0xFF01 + '!')
	case 0x1D400 <= c && c <= 0x1D6A3: // mathematical: 52 letters in each style
		return 'a' + byte((c-0x1D400)%26) // capitals and small letters alike
	case 0x1D7CE <= c && c <= 0x1D7FF:
		return '0' + byte((c-0x1D7CE)%10)
	}
	for _, x := range lookalikes {
		if x.first <= c && c <= x.last {
			return x.plain
		}
	}
	return 0
}

// invisible reports whether a character takes no space: marks on the letter before it, and
// characters without a width.
func invisible(c rune) bool {
	switch {
	case 0x300 <= c && c <= 0x36F, 0xFE00 <= c && c <= 0xFE0F: // marks; variants
		return true
	case c == 0xAD, 0x200B <= c && c <= 0x200F, 0x202A <= c && c <= 0x202E, 0x2060 <= c && c <= 0x2064, c == 0xFEFF:
		return true
	}
	return false
}

// looksLike reports whether a typed letter or digit can stand for the meant letter.
func looksLike(typed, meant byte) bool {
	if typed == meant {
		return true
	}
	switch typed {
	case '0':
		return meant == 'o'
	case '1':
		return meant == 'i' || meant == 'l'
	case '3':
		return meant == 'e'
	case '4':
		return meant == 'a'
	case '5':
		return meant == 's'
	}
	return false
}
