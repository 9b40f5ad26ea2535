package recommend_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// TestCertificatesAreTrue checks the certificates of random policies of every shape with the
// verifier, which computes everything again in a different way.
func TestCertificatesAreTrue(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	states := map[string]int{}
	for range often(500, 1) {
		p := tinyPolicy(rng, 3+rng.IntN(4), rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, rng.IntN(101))), now)
		require.NoError(t, err)
		cert := rec.Certificate()
		require.NoError(t, recommend.Verify(cert, p), "%s", cert)
		require.Equal(t, cert, rec.Certificate(), "equal recommendations give equal bytes")
		states[rec.Settlement().State.String()+" "+rec.Outcome().String()]++
	}
	for _, outcome := range []string{"escalate", "needs-information", "recommended", "either"} {
		require.Positive(t, states["settled "+outcome]+states["open "+outcome], outcome)
	}
	require.Positive(t, states["settled recommended"])
	require.Positive(t, states["open recommended"])
}

// TestCertificatesWithAQuestionThatNothingAnswers has a question without rules, which is never
// asked. Its condition for yielding must not count, and the statements in it must be facts or
// wishes as they are without the question.
func TestCertificatesWithAQuestionThatNothingAnswers(t *testing.T) {
	p := tinyPolicy(rand.New(rand.NewPCG(1, 2)), 3, true)
	factors, err := therapy.NewVocabulary(fact("a", therapy.LayerNeed, "b"), fact("b", therapy.LayerNeed, "a"))
	require.NoError(t, err)
	opposed := rule("opposed", therapy.LayerIndication, therapy.All())
	opposed.Question, opposed.Grades = "answered", []policy.Grading{{Option: standard.Combined, Grade: therapy.Against}}
	p.Factors, p.Rules, p.Meeting, p.Waivers = factors, []policy.Rule{exclusion("out", therapy.Is("a"), standard.Group), opposed}, policy.Meeting{}, nil
	p.Questions = []therapy.Question{
		{ID: "idle", Ages: therapy.AnyAge, When: therapy.All(), Yields: therapy.Is("b"), Clinician: "question", Client: "question"},
		{ID: "answered", Ages: therapy.AnyAge, When: therapy.Is("a"), Clinician: "question", Client: "question"},
	}
	r := recommend.Must(p)
	for _, answers := range []recommend.Answers{{}, {"a": therapy.Yes}, {"a": therapy.No, "b": therapy.Yes}, {"a": therapy.No, "b": therapy.No}} {
		rec, err := r.Recommend(given(answers), now)
		require.NoError(t, err)
		require.NoError(t, recommend.Verify(rec.Certificate(), p), "%v", answers)
	}
}

// TestTamperedCertificatesAreRejected changes every single value of certificates, one at a time,
// and signs the result again, so that only the content can reveal the change.
func TestTamperedCertificatesAreRejected(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(9, 10))
	changes := 0
	for range often(25, 4) {
		p := tinyPolicy(rng, 4, rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, 40+rng.IntN(60))), now)
		require.NoError(t, err)
		cert, v := rec.Certificate(), verifierOf(p)
		for _, c := range mutations(t, cert) {
			changes++
			changed := c.made()
			require.Error(t, v.Verify(changed), "unsigned: %s", c.path)
			signed := signAgain(changed)
			if !bytes.Equal(signed, cert) && v.Verify(signed) == nil && !isTrueOf(t, r, signed) {
				t.Fatalf("accepted a change at %s:\n%s\n%s", c.path, cert, signed)
			}
		}
	}
	require.Greater(t, changes, often(1250, 1))
}

// isTrueOf reports whether a changed and signed certificate is what the recommender would have
// written for its answers, except for the choice of a witness. A change of the answers can make a
// true certificate about a different person.
func isTrueOf(t *testing.T, r *recommend.Recommender, cert []byte) bool {
	t.Helper()
	var said struct {
		Format  string
		Answers recommend.Answers
	}
	require.NoError(t, json.Unmarshal(cert, &said))
	old := said.Format != recommend.CertificateFormat // the changes in it differ
	rec, err := r.Recommend(given(said.Answers), now)
	require.NoError(t, err)
	without := func(cert []byte) map[string]any {
		var m map[string]any
		require.NoError(t, json.Unmarshal(cert, &m))
		state := m["settlement"].(map[string]any)["state"]
		delete(m, "digest")
		m["settlement"] = state
		if old {
			for _, member := range []string{"format", "changes", "pairs"} {
				delete(m, member)
			}
		}
		return m
	}
	return cmp.Equal(without(cert), without(rec.Certificate()))
}

// change is a change of a text that has not been applied yet.
type change struct {
	path string // its place and its effect
	made func() []byte
}

// mutations changes every leaf of a certificate, in several ways each.
func mutations(t *testing.T, cert []byte) []change {
	t.Helper()
	var tokens []token
	dec := json.NewDecoder(bytes.NewReader(cert))
	dec.UseNumber()
	collect(t, dec, "", &tokens)
	var list []change
	for _, tok := range tokens {
		for i, other := range alternatives(tok.text) {
			if other != tok.text && json.Valid([]byte(other)) {
				list = append(list, change{fmt.Sprintf("%s #%d", tok.path, i), func() []byte {
					return slices.Concat(cert[:tok.from], []byte(other), cert[tok.to:])
				}})
			}
		}
	}
	return list
}

type token struct {
	path     string
	from, to int
	text     string
}

// collect finds every scalar and its place in the text.
func collect(t *testing.T, dec *json.Decoder, path string, tokens *[]token) {
	t.Helper()
	tok, err := dec.Token()
	require.NoError(t, err)
	switch v := tok.(type) {
	case json.Delim:
		for i := 0; dec.More(); i++ {
			at := fmt.Sprintf("%s/%d", path, i)
			if v == '{' {
				key, err := dec.Token()
				require.NoError(t, err)
				at = path + "/" + key.(string)
			}
			collect(t, dec, at, tokens)
		}
		_, err := dec.Token()
		require.NoError(t, err)
	default:
		b, err := json.Marshal(tok)
		require.NoError(t, err)
		to := int(dec.InputOffset())
		*tokens = append(*tokens, token{path, to - len(b), to, string(b)})
	}
}

func alternatives(text string) []string {
	switch text {
	case "true":
		return []string{"false"}
	case "false":
		return []string{"true"}
	case `"true"`, `"false"`, `"unknown"`:
		return []string{`"true"`, `"false"`, `"unknown"`}
	case `"yes"`, `"no"`, `"strongly"`:
		return []string{`"yes"`, `"no"`, `"strongly"`}
	case `"individual"`, `"group"`, `"group+individual"`:
		return []string{`"individual"`, `"group"`, `"group+individual"`}
	case `"settled"`, `"open"`, `"undetermined"`:
		return []string{`"settled"`, `"open"`, `"undetermined"`}
	case "null":
		return []string{"{}", `{"on":"s0","yes":{},"no":{}}`}
	}
	if text[0] == '"' {
		return []string{`""`, `"x"`, text[:len(text)-1] + `1"`}
	}
	return []string{"0", "1", text + "1", "-" + text}
}

func signAgain(cert []byte) []byte {
	at := bytes.LastIndex(cert, []byte(`"digest":"`))
	if at < 0 {
		return cert
	}
	at += len(`"digest":"`)
	empty := append(append([]byte{}, cert[:at]...), `"}`...)
	sum := sha256.Sum256(empty)
	return append(append(append([]byte{}, cert[:at]...), "sha256:"+hex.EncodeToString(sum[:])...), `"}`...)
}
