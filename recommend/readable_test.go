package recommend_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/standard"
)

// illnesses count as one easy word each, because a person who has one knows its name.
var illnesses = regexp.MustCompile(`(?i)\b(depression|anxiety|psychosis|bulimia|anorexia|dementia|autistic|autism|bipolar disorder|borderline|OCD|BPD|BDD|ADHD|PTSD|CBT|DBT|MBT|trauma|panic|gambling|therapy|therapist|clinician|guidelines?|one-to-one|social anxiety)\b`)

var vowels = regexp.MustCompile(`[aeiouy]+`)

// syllables counts syllables approximately: groups of vowels, without a silent e at the end.
func syllables(word string) int {
	word = strings.ToLower(word)
	n := len(vowels.FindAllString(word, -1))
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	if strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded") && n > 1 {
		n--
	}
	return max(n, 1)
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)`)
	wordIn      = regexp.MustCompile(`[A-Za-z0-9'’-]+`)
)

// grade is the Flesch-Kincaid grade of a text, and the mean length of its sentences.
func readingGrade(text string) (grade, length float64) {
	text = illnesses.ReplaceAllString(text, "it")
	sentences, words, beats := 0, 0, 0
	for _, s := range sentenceEnd.Split(text, -1) {
		list := wordIn.FindAllString(s, -1)
		if len(list) == 0 {
			continue
		}
		sentences++
		words += len(list)
		for _, w := range list {
			for part := range strings.SplitSeq(w, "-") {
				beats += syllables(part)
			}
		}
	}
	if sentences == 0 {
		return 0, 0
	}
	length = float64(words) / float64(sentences)
	return 0.39*length + 11.8*float64(beats)/float64(words) - 15.59, length
}

// clientTexts returns the texts for clients of every rule, caution, action and conflict, by id.
func clientTexts() map[string]string {
	p := standard.Policy()
	said := map[string]string{}
	for _, r := range p.Rules {
		said[r.ID] = r.Says.Client
		if r.Reopens.Client != "" {
			said[r.ID+", reopened"] = r.Reopens.Client
		}
	}
	for _, c := range p.Conflicts {
		said[c.ID], said[c.ID+", a"], said[c.ID+", b"] = c.Title.Client, c.A.Says.Client, c.B.Says.Client
	}
	for _, c := range p.Cautions {
		if !c.ClinicianOnly {
			said[c.ID] = c.Says.Client
		}
	}
	for _, a := range p.Actions {
		said[a.ID] = a.Says.Client
	}
	return said
}

// TestReadingAge checks the texts for clients of every rule, caution, action and conflict: each
// sentence is at reading age 10 or below (Flesch-Kincaid grade 5), and sentences have fewer than
// 16 words on average.
func TestReadingAge(t *testing.T) {
	var grades []float64
	total, n := 0.0, 0.0
	for id, text := range clientTexts() {
		grade, length := readingGrade(text)
		grades = append(grades, grade)
		total, n = total+length, n+1
		if math.Round(grade*10)/10 > 5 || length > 16 {
			t.Errorf("%s: grade %.1f, %.1f words a sentence: %s", id, grade, length, text)
		}
	}
	slices.Sort(grades)
	require.Less(t, total/n, 16.0)
	t.Logf("%d texts, median grade %.1f, highest %.1f, %.1f words a sentence", len(grades), grades[len(grades)/2], grades[len(grades)-1], total/n)
}
