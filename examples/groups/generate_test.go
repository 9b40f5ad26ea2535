package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// The made-up waiting list is generated from a fixed seed. It can be generated again and contains
// no real people.
const (
	seed   = 120
	listed = 120
)

type object = map[string]any

// themes lists the concerns of the made-up people, the common ones several times.
var themes = []string{"social-anxiety", "social-anxiety", "social-anxiety", "low-mood", "low-mood", "low-mood", "worry", "worry", "grief"}

func generate() (waiting, screening, names object) {
	rng := rand.New(rand.NewPCG(seed, 1))
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	slots := []string{"monday-17", "monday-19", "tuesday-18", "wednesday-18", "thursday-17", "friday-16"}
	var clients []object
	screening, names = object{}, object{}
	for i := range listed {
		id := fmt.Sprintf("person-%03d", i+1)
		first := pick(themes...)
		concerns := []object{{"code": first, "severity": 1 + rng.IntN(3)}}
		if second := pick(themes...); second != first && rng.IntN(2) == 0 {
			concerns = append(concerns, object{"code": second, "severity": 1 + rng.IntN(2)})
		}
		var can []string
		for _, slot := range slots {
			if rng.IntN(2) == 0 {
				can = append(can, slot)
			}
		}
		if can == nil {
			can = []string{pick(slots...)}
		}
		modes := []string{"onsite"}
		if rng.IntN(3) == 0 {
			modes = append(modes, "online")
		}
		clients = append(clients, object{
			"id": id, "priority": pick("routine", "routine", "routine", "soon", "urgent"), "waitDays": rng.IntN(300), "suitable": true,
			"concerns": concerns, "slots": can, "preferredSlots": can[:1], "languages": []string{"en"},
			"gender": pick("f", "f", "m"), "age": 18 + rng.IntN(50), "acuity": pick("low", "low", "high"),
			"modes": modes, "region": "north",
		})
		screening[id] = answers(rng)
		names[id] = object{"given": []string{given[rng.IntN(len(given))]}, "family": []string{family[rng.IntN(len(family))]}}
	}
	var groups []object
	for _, g := range []struct {
		id, theme, slot, therapist, mode string
		low, top                         int
	}{
		{"anxiety-monday-1", "social-anxiety", "monday-17", "leader-1", "onsite", 6, 8},
		{"anxiety-tuesday-2", "social-anxiety", "tuesday-18", "leader-2", "onsite", 6, 8},
		{"anxiety-thursday-3", "social-anxiety", "thursday-17", "leader-1", "onsite", 6, 8},
		{"grief-friday-4", "grief", "friday-16", "leader-3", "onsite", 5, 8},
		{"grief-monday-5", "grief", "monday-19", "leader-3", "onsite", 5, 8},
		{"mood-monday-6", "low-mood", "monday-17", "leader-2", "onsite", 6, 8},
		{"mood-wednesday-7", "low-mood", "wednesday-18", "leader-2", "onsite", 6, 8},
		{"mood-online-8", "low-mood", "thursday-17", "leader-4", "online", 6, 8},
		{"worry-tuesday-9", "worry", "tuesday-18", "leader-4", "onsite", 6, 12},
		{"worry-friday-10", "worry", "friday-16", "leader-4", "onsite", 6, 12},
	} {
		groups = append(groups, object{
			"id": g.id, "themes": []string{g.theme}, "slot": g.slot, "therapists": []string{g.therapist}, "therapistGender": "f",
			"language": "en", "mode": g.mode, "region": "north", "min": g.low, "max": g.top, "state": "candidate", "intake": "open",
			"gender": "any", "ageMin": 18, "ageMax": 99, "minutes": 1200,
			"quotas": []object{{"attr": "gender", "value": "m", "noLone": true}},
		})
	}
	waiting = object{
		"format": "group-composition/1", "name": "made-up-clinic", "seed": seed,
		"policy":  object{"priorityPoints": object{"routine": 100, "soon": 200, "urgent": 300}, "waitCapWeeks": 52, "minFit": 35},
		"clients": clients, "groups": groups,
		"conflicts": []object{
			{"members": []string{"person-003", "person-010"}, "reason": "relatives"},
			{"members": []string{"person-021", "person-022", "person-023"}, "reason": "workplace"},
		},
		"resources": []object{{"id": "leader-2", "kind": "therapist", "cap": 2, "groups": []string{"anxiety-tuesday-2", "mood-monday-6", "mood-wednesday-7"}}},
	}
	return waiting, screening, names
}

// answers returns the answers that differ from those of a person without any obstacle to joining.
func answers(rng *rand.Rand) object {
	a := object{}
	for _, row := range []struct {
		statement, truth string
		oneIn            int
	}{
		{"no-acute-risk", "unknown", 20},
		{"declines-group", "true", 18},
		{"cannot-attend-group", "true", 30},
		{"dual-relationship-in-group", "unknown", 30},
		{"cannot-tolerate-group", "true", 40},
		{"cannot-keep-safe", "true", 60},
		{"unwilling-to-engage-in-group", "true", 10},
		{"fear-of-judgement", "true", 6},
		{"informed-discussion-done", "false", 8},
		{"irregular-attendance", "true", 12},
	} {
		if rng.IntN(row.oneIn) == 0 {
			a[row.statement] = row.truth
		}
	}
	return a
}

var (
	given  = []string{"Zoë", "Anne-Marie", "Will", "Łukasz", "Grace", "Tadeo", "Ilse", "Priya", "Kwame", "Noor", "Sven", "Mira", "Dong-hyun", "Hope", "Renée"}
	family = []string{"Müller", "O'Connor", "van der Berg", "Jones", "Quillfeather", "Sørensen", "Adeyemi", "Brightwater", "Castellanos", "Vale", "Nakagawa", "Ferreira-Lund"}
)

// TestWaitingListIsGenerated checks that the stored files are those of the generator.
func TestWaitingListIsGenerated(t *testing.T) {
	waiting, screening, names := generate()
	for file, content := range map[string]object{"waiting.json": waiting, "screening.json": screening, "names.json": names} {
		want, err := json.MarshalIndent(content, "", " ")
		require.NoError(t, err)
		want = append(want, '\n')
		path := filepath.Join("data", file)
		if *update {
			require.NoError(t, os.MkdirAll("data", 0o755))
			require.NoError(t, os.WriteFile(path, want, 0o644))
		}
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(string(want), string(got)), file)
	}
}
