package therapy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func modalitiesOf(c therapy.Catalogue) []therapy.Modality {
	var list []therapy.Modality
	for m := range c.All() {
		list = append(list, m)
	}
	return list
}

func TestCatalogue(t *testing.T) {
	given := []therapy.Descriptor{aDescriptor("family"), aDescriptor("couple"), aDescriptor("peer")}
	c, err := therapy.NewCatalogue(given...)
	require.NoError(t, err)
	require.Equal(t, 3, c.Len())
	require.Equal(t, []therapy.Modality{"couple", "family", "peer"}, modalitiesOf(c), "sorted by code")
	_, ok := c.Lookup("group")
	require.False(t, ok)
	for range c.All() {
		break
	}

	// The catalogue copies what it takes and what it returns.
	spoil := func(d therapy.Descriptor) {
		d.Summary.Sources[0].ID = "zzz"
		d.Benefits[0].Title = "zzz"
		d.Indications[0].Sources[0].ID = "zzz"
		d.Factors[0].Excludes[0] = "zzz"
	}
	spoil(given[0])
	for m, d := range c.All() {
		require.Equal(t, m, d.Modality)
		spoil(d)
	}
	got, ok := c.Lookup("family")
	require.True(t, ok)
	if diff := cmp.Diff(aDescriptor("family"), got, same); diff != "" {
		t.Errorf("the catalogue changed (-want +got):\n%s", diff)
	}
	spoil(got)
	got, _ = c.Lookup("family")
	if diff := cmp.Diff(aDescriptor("family"), got, same); diff != "" {
		t.Errorf("the catalogue changed (-want +got):\n%s", diff)
	}

	var zero therapy.Catalogue
	require.Zero(t, zero.Len())
	_, ok = zero.Lookup("couple")
	require.False(t, ok)
	require.Empty(t, modalitiesOf(zero))
}

func TestCatalogueWith(t *testing.T) {
	base, err := therapy.NewCatalogue(aDescriptor("family"), aDescriptor("couple"))
	require.NoError(t, err)
	own := aDescriptor("couple")
	own.Name = "Another"
	more, err := base.With(own, aDescriptor("art"))
	require.NoError(t, err)
	require.Equal(t, []therapy.Modality{"art", "couple", "family"}, modalitiesOf(more))
	got, _ := more.Lookup("couple")
	require.Equal(t, "Another", got.Name, "the later one replaces")
	got, _ = base.Lookup("couple")
	require.Equal(t, "Made up", got.Name, "the base is unchanged")
	require.Equal(t, 2, base.Len())
	_, err = base.With(own, own)
	require.ErrorIs(t, err, therapy.ErrDuplicate)
	first, err := therapy.Catalogue{}.With(own)
	require.NoError(t, err)
	require.Equal(t, 1, first.Len())
}

func TestNewCatalogueRefuses(t *testing.T) {
	nameless := aDescriptor("family")
	nameless.Name = ""
	borrowed := aDescriptor("family")
	borrowed.Indications[0].ID = "couple-sensitive"
	borrowed.Factors = []therapy.FactorInfo{aFactor("couple-only")}
	doubled := aDescriptor("family")
	doubled.Indications = append(doubled.Indications, doubled.Indications[0])
	for _, test := range []struct {
		name string
		ds   []therapy.Descriptor
		want []string
	}{
		{"one that is wrong by itself", []therapy.Descriptor{aDescriptor("couple"), nameless}, []string{"/1/name descriptor-name"}},
		{"a modality twice, with all that it brings", []therapy.Descriptor{aDescriptor("couple"), aDescriptor("couple")}, []string{
			"/1/modality modality-duplicate", "/1/indications/0/id rule-duplicate-in-catalogue",
			"/1/factors/0/factor factor-duplicate-in-catalogue", "/1/factors/1/factor factor-duplicate-in-catalogue",
		}},
		{"a rule and a factor of another's", []therapy.Descriptor{aDescriptor("couple"), borrowed}, []string{
			"/1/indications/0/id rule-duplicate-in-catalogue", "/1/factors/0/factor factor-duplicate-in-catalogue",
		}},
		{"a repetition inside one is told once", []therapy.Descriptor{doubled}, []string{"/0/indications/1/id rule-duplicate"}},
		{"everything at once", []therapy.Descriptor{nameless, aDescriptor("couple"), borrowed}, []string{
			"/0/name descriptor-name", "/2/modality modality-duplicate", "/2/indications/0/id rule-duplicate-in-catalogue",
			"/2/factors/0/factor factor-duplicate-in-catalogue",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := therapy.NewCatalogue(test.ds...)
			require.Equal(t, test.want, broken(t, err))
			require.Zero(t, c.Len(), "an error returns the zero catalogue")
		})
	}
}

func TestCatalogueVocabulary(t *testing.T) {
	c, err := therapy.NewCatalogue(aDescriptor("family"), aDescriptor("couple"))
	require.NoError(t, err)
	v, err := c.Vocabulary(therapy.Factors())
	require.NoError(t, err)
	want := append(factorsOf(therapy.Factors()), "couple-only", "couple-other", "family-only", "family-other")
	require.Equal(t, want, factorsOf(v))

	clash := aDescriptor("art")
	clash.Factors = []therapy.FactorInfo{aFactor(therapy.Adult)}
	c, err = therapy.NewCatalogue(clash)
	require.NoError(t, err)
	_, err = c.Vocabulary(therapy.Factors())
	require.ErrorIs(t, err, therapy.ErrDuplicate, "a built-in factor cannot be redefined")
}

func BenchmarkCatalogueLookup(b *testing.B) {
	c, err := therapy.NewCatalogue(aDescriptor("family"), aDescriptor("couple"), aDescriptor("peer"), aDescriptor("art"))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		c.Lookup("peer")
	}
}
