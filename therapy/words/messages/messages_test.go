package messages_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/messages"
)

// TestOneKeyOneText checks that a key has the same English text in every catalogue, so that one
// translation fits all.
func TestOneKeyOneText(t *testing.T) {
	texts := map[words.Key]string{}
	for key, english := range messages.All() {
		require.True(t, key.Valid(), key)
		require.NotEmpty(t, english, key)
		require.NotContains(t, texts, key)
		texts[key] = english
	}
	require.Greater(t, len(texts), 1500)
	for key, english := range words.Chain(standard.Policy().Messages(), individual.Descriptor().Messages(), group.Descriptor().Messages()) {
		require.Equal(t, texts[key], english, key)
	}
	for range messages.All() {
		break
	}
	for range messages.Areas() {
		break
	}
}
