package fhir_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/fhir"
)

// bundle returns a bundle of about 6.5 kB, without the spaces of the published file.
func bundle(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/real/r4.Bundle-lipids.json")
	require.NoError(tb, err)
	n, err := fhir.Parse(data)
	require.NoError(tb, err)
	out := rebuild(n).AppendJSON(nil)
	require.InDelta(tb, 6500, len(out), 1000)
	return out
}

func BenchmarkBundle(b *testing.B) {
	data := bundle(b)
	b.Run("parse and write", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			n, err := fhir.Parse(data)
			require.NoError(b, err)
			n.AppendJSON(nil)
		}
	})
	b.Run("parse, edit the last part, and write", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			n, err := fhir.Parse(data)
			require.NoError(b, err)
			last := n
			for last.Len() > 0 {
				for part := range last.Parts() {
					last = part
				}
			}
			last.Replace(fhir.NewString("x"))
			n.AppendJSON(nil)
		}
	})
	b.Run("encoding-json any", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var v any
			require.NoError(b, json.Unmarshal(data, &v))
			_, err := json.Marshal(v)
			require.NoError(b, err)
		}
	})
	b.Run("check", func(b *testing.B) {
		n, err := fhir.Parse(data)
		require.NoError(b, err)
		b.ReportAllocs()
		for b.Loop() {
			_ = fhir.Check(n)
		}
	})
}
