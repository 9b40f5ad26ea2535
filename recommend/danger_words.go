package recommend

import (
	"iter"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// A name that resembles no statement may still mean a danger, in other forms of the same words:
// "suicidal", "manic-and-acute". Two rules find such names, and both use only the names of the
// dangers: either all the words of a danger occur in the name, each in any of its forms, or a
// word occurs in it that several dangers share, since that word alone is about danger. A name
// that contains another statement, or misspells one, means that statement.

// dangerWords finds dangers by their words.
type dangerWords struct {
	meanings []meaning
	others   []string // names of statements that are not dangers, although a meaning fits
}

// meaning is a set of beginnings of words. A name that has all of them means the danger.
type meaning struct {
	parts  []string
	danger string // its letters and digits alone
}

const (
	// minWord is the length of the shortest word that has a meaning alone: "to" and "and" have
	// none.
	minWord = 4
	// minRoot is the length of the shortest beginning that several dangers share. A shorter
	// one, such as that of "acute", is part of ordinary words.
	minRoot = 6
)

// wordsOfDangers returns the words of dangers, apart from the other statements of a policy and
// of the built-in vocabulary.
func wordsOfDangers(dangers []therapy.Factor, all iter.Seq[therapy.Factor]) (w dangerWords) {
	for _, f := range dangers {
		var parts []string
		for word := range strings.SplitSeq(string(f), "-") {
			if len(word) >= minWord {
				parts = append(parts, word[:max(minWord, (len(word)+1)/2)])
			}
		}
		if len(parts) > 1 {
			w.meanings = append(w.meanings, meaning{parts, letters(f)})
		}
	}
	every := slices.Clone(dangers)
	for f, info := range therapy.Factors().All() {
		if info.Alarm == therapy.Danger && !slices.Contains(every, f) {
			every = append(every, f)
		}
	}
	for i, f := range every {
		for _, other := range every[i+1:] {
			for _, root := range sharedRoots(f, other) {
				w.addRoot(root, dangers)
			}
		}
	}
	add := func(f therapy.Factor) {
		name := letters(f)
		if _, fits := w.fitting(name); fits && !slices.Contains(every, f) && !slices.Contains(w.others, name) {
			w.others = append(w.others, name)
		}
	}
	for f := range all {
		add(f)
	}
	for f := range therapy.Factors().All() {
		add(f)
	}
	return w
}

// sharedRoots lists the beginnings that words of two statements have in common, unless they
// are too short.
func sharedRoots(a, b therapy.Factor) (roots []string) {
	for x := range strings.SplitSeq(string(a), "-") {
		for y := range strings.SplitSeq(string(b), "-") {
			n := 0
			for n < min(len(x), len(y)) && x[n] == y[n] {
				n++
			}
			if n >= minRoot {
				roots = append(roots, x[:n])
			}
		}
	}
	return roots
}

// addRoot gives a root the meaning of the first danger that has it.
func (w *dangerWords) addRoot(root string, dangers []therapy.Factor) {
	at := slices.IndexFunc(dangers, func(f therapy.Factor) bool { return strings.Contains(letters(f), root) })
	if at >= 0 && !slices.ContainsFunc(w.meanings, func(m meaning) bool { return len(m.parts) == 1 && m.parts[0] == root }) {
		w.meanings = append(w.meanings, meaning{[]string{root}, letters(dangers[at])})
	}
}

// fitting returns the danger of the first meaning that fits a name.
func (w *dangerWords) fitting(name string) (danger string, ok bool) {
	for _, m := range w.meanings {
		if !slices.ContainsFunc(m.parts, func(part string) bool { return !strings.Contains(name, part) }) {
			return m.danger, !denied(name, m.parts[0])
		}
	}
	return "", false
}

// find returns the danger that a name means. The name is not a statement in any spelling.
func (w *dangerWords) find(name string) (danger string, ok bool) {
	if danger, ok = w.fitting(name); !ok {
		return "", false
	}
	for _, other := range w.others {
		if strings.Contains(name, other) || near(name, other) {
			return "", false
		}
	}
	return danger, true
}

// denied reports whether a name denies the danger whose word begins with a part of the name.
func denied(name, part string) bool {
	before, after, _ := strings.Cut(name, part)
	for _, word := range opposites {
		if strings.HasSuffix(before, word) || len(word) > 3 && strings.HasPrefix(before, word) {
			return true
		}
	}
	return slices.ContainsFunc(deniedAfter[:], func(word string) bool { return strings.HasSuffix(after, word) })
}

// deniedAfter are words at the end of a name that reverse its meaning.
var deniedAfter = [...]string{"denied", "absent", "excluded", "ruledout", "negative", "none"}
