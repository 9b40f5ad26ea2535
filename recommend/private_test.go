package recommend_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// What somebody answered leaves through no verb, no pointer, no container and no
// log; what is printed is the same for everybody.
func TestAnswersAreNotPrinted(t *testing.T) {
	here := yes(therapy.Shame, therapy.ValuesPrivacy)
	there := recommend.Answers{therapy.BulimiaNervosa: therapy.Strongly}
	shapes := func(intake recommend.Answers) map[string]any {
		a, err := theStandard().Pack(intake)
		require.NoError(t, err)
		rec := theStandard().Decide(a)
		iv := rec.Interview()
		return map[string]any{
			"intake": intake, "intake pointer": &intake, "intakes": []recommend.Answers{intake},
			"by name": map[string]recommend.Answers{"one": intake}, "field": struct{ In recommend.Answers }{intake},
			"answers": a, "answers pointer": &a, "answers field": struct{ A recommend.Packed }{a},
			"interview": iv, "interview pointer": &iv,
		}
	}
	recommendation := func(intake recommend.Answers) recommend.Recommendation {
		rec, err := theStandard().Recommend(given(intake), now)
		require.NoError(t, err)
		return rec
	}
	one, other := shapes(here), shapes(there)
	for name := range one {
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o", "%b", "%e", "%U", "%c", "%t", "%20v", "%-5v"} {
				first, second := fmt.Sprintf(verb, one[name]), fmt.Sprintf(verb, other[name])
				require.Equal(t, second, first, verb)
				require.Contains(t, first, "withheld", verb)
				require.NotContains(t, first, "shame", verb)
			}
			require.Equal(t, logged(other[name]), logged(one[name]))
		})
	}
	rec := recommendation(here)
	for _, verb := range []string{"%#v", "%+x", "%q", "%d"} {
		require.Equal(t, "recommend.Recommendation(withheld)", fmt.Sprintf(verb, rec), verb)
		require.Equal(t, "recommend.Recommendation(withheld)", fmt.Sprintf(verb, &rec), verb)
	}
	for _, verb := range []string{"%v", "%+v", "%s"} {
		require.Equal(t, rec.String(), fmt.Sprintf(verb, rec), verb)
		require.Equal(t, rec.String(), fmt.Sprintf(verb, &rec), verb)
	}
	require.Equal(t, logged(recommendation(there)), logged(rec))
}

// logged returns what the handlers of log/slog write, without the time.
func logged(v any) string {
	var out bytes.Buffer
	bare := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	slog.New(slog.NewTextHandler(&out, bare)).Info("answered", "value", v)
	if _, isMarshaler := v.(slog.LogValuer); isMarshaler {
		slog.New(slog.NewJSONHandler(&out, bare)).Info("answered", "value", v)
	}
	return out.String()
}
