package recommend_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

// formerPolicy is version 1.0.0 of the standard policy, as it was written when a digest was the
// hash of a policy's JSON.
func formerPolicy(t *testing.T) []byte {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("policy", "testdata", "standard-1.0.0.format-1.json.gz"))
	require.NoError(t, err)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return data
}

// A policy in the first format can still be read, and its former digest is valid for it, whatever
// the layout of its JSON.
func TestFirstPolicyFormat(t *testing.T) {
	const former = "sha256:59d3c2455e55acdef44cc892c990e0a8559681f0305e7f7fa3d4fb2c962bda7b"
	data := formerPolicy(t)
	p, err := policy.Parse(data)
	require.NoError(t, err)
	require.Equal(t, []string{former}, p.Aliases)
	require.True(t, p.HasDigest(former))
	require.True(t, p.HasDigest(p.Digest()))
	require.False(t, p.HasDigest(""))
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, data, "", "  "))
	again, err := policy.Parse(indented.Bytes())
	require.NoError(t, err)
	require.Equal(t, p.Aliases, again.Aliases)
	written, err := json.Marshal(p)
	require.NoError(t, err)
	back, err := policy.Parse(written)
	require.NoError(t, err)
	require.Equal(t, p, back, "a policy written now can be read again")
	_, err = policy.Parse(bytes.Replace(written, []byte("therapykit-policy/3"), []byte("therapykit-policy/1"), 1))
	require.ErrorIs(t, err, therapy.ErrUnknown, "the first format has no aliases")
	composed, err := p.Overlay(policy.Overlay{ID: "clinic", Version: "1", Title: "Clinic"})
	require.NoError(t, err)
	require.Empty(t, composed.Aliases, "another policy")
}

// An old certificate is true for the old policy, both as it was written then and as it is stored
// now.
func TestFormerCertificate(t *testing.T) {
	certificate, err := os.ReadFile(filepath.Join("testdata", "former.certificate.json"))
	require.NoError(t, err)
	p, err := policy.Parse(formerPolicy(t))
	require.NoError(t, err)
	require.NoError(t, recommend.Verify(certificate, p))
	retired, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	require.NoError(t, recommend.Verify(certificate, retired))
	require.Empty(t, standard.Policy().Aliases, "the present version never had another digest")
	p.Aliases = nil
	require.ErrorIs(t, recommend.Verify(certificate, p), recommend.ErrCertificate)
}

// packOf returns a pack with every text of the policy by its key.
func packOf(t *testing.T, p policy.Policy) words.Language {
	t.Helper()
	made := words.Pack{Format: words.PackFormat, Language: "de", Reviewed: "nobody: made up for a test", And: "und", Or: "oder", Entries: map[words.Key]words.Entry{}}
	for key, english := range p.Messages() {
		made.Entries[key] = words.Entry{Of: words.Hash(english), Text: "<" + string(key) + ">"}
	}
	require.NoError(t, pack.Validate(made))
	return made.Speak()
}

// TestPolicyInALanguage checks that all texts of a policy can be in another language, and that it
// remains the same policy.
func TestPolicyInALanguage(t *testing.T) {
	p := standard.Policy()
	p.ReviewedBy = "two made-up clinicians" // otherwise the JSON says so, in a text that does not belong to the policy
	german := p.In(packOf(t, p))
	require.Equal(t, p.Digest(), german.Digest())
	require.Equal(t, p, p.In(words.English()))
	for key, text := range german.Messages() {
		require.Equal(t, "<"+string(key)+">", text)
	}
	keys := map[string][]words.Key{} // reasons that are not distinguished share their words
	for key, said := range p.Messages() {
		keys[said] = append(keys[said], key)
	}
	r := recommend.Must(p)
	for _, story := range []recommend.Answers{{}, {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes}} {
		rec, err := r.Recommend(given(story), now)
		require.NoError(t, err)
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			text := rec.For(recommend.Audience{Reader: reader, Language: packOf(t, p)}).Text()
			english := rec.For(recommend.Audience{Reader: reader}).Text()
			for key, said := range p.Messages() {
				if len(said) > 40 && len(said) < 70 && strings.Contains(english, said) {
					require.NotContains(t, text, said, key)
					require.True(t, slices.ContainsFunc(keys[said], func(k words.Key) bool { return strings.Contains(text, "<"+string(k)+">") }), key)
				}
			}
			data := rec.For(recommend.Audience{Reader: reader, Language: packOf(t, p)}).AppendJSON(nil)
			require.True(t, json.Valid(data))
			require.NotContains(t, string(data), words.Mark)
		}
	}
}
