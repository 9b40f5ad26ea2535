package recommend

import "sync"

// Default returns the recommender of the default policy. It is compiled once and
// shared; like every Recommender it is immutable and safe for any number of
// goroutines.
func Default() *Recommender { return defaultRecommender() }

var defaultRecommender = sync.OnceValue(func() *Recommender { return Must(DefaultPolicy()) })
