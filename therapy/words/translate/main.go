// Translate shows translators the texts to translate, and enters their translations into a
// pack.
//
//	go run ./therapy/words/translate -pack therapy/words/de            what is missing, stale, misplaced or left over
//	go run ./therapy/words/translate -pack therapy/words/de -all       everything, with the English
//	go run ./therapy/words/translate -pack therapy/words/de -enter F   enters what stands in F
//
// It prints a line for each text: its state, its area, its key, the English text, and the
// text of the pack, between tabs. A file to enter has lines of a key, a tab and a text; "\n"
// in a text is a line break. Each entered text gets the hash of the present English text.
// Left-over texts are removed with -drop.
//
// A new language begins with a folder that holds one file per area, such as policy.json,
// with no entries.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/messages"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

func main() {
	folder := flag.String("pack", "therapy/words/de", "the folder of the pack")
	all := flag.Bool("all", false, "print every text, not only those to look at")
	enter := flag.String("enter", "", "a file of lines to enter: key, tab, text")
	drop := flag.Bool("drop", false, "drop texts that no English text has")
	flag.Parse()
	if err := run(*folder, *all, *enter, *drop, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "translate:", err)
		os.Exit(1)
	}
}

func run(folder string, all bool, enter string, drop bool, out io.Writer) error {
	entered := map[words.Key]string{}
	if enter != "" {
		data, err := os.ReadFile(enter)
		if err != nil {
			return err
		}
		if entered, err = lines(data); err != nil {
			return err
		}
	}
	for area, texts := range messages.Areas() {
		english := words.Texts{}
		for key, text := range texts {
			english = append(english, [2]string{string(key), text})
		}
		name := filepath.Join(folder, area+".json")
		pack, err := read(name)
		if err != nil {
			return err
		}
		changed := write(&pack, english, entered)
		if drop {
			for _, key := range pack.Compare(english.All()).Extra {
				delete(pack.Entries, key)
				changed = true
			}
		}
		if changed {
			if err := os.WriteFile(name, encode(pack), 0o600); err != nil {
				return err
			}
		}
		if err := show(out, area, pack, english, all); err != nil {
			return err
		}
	}
	if len(entered) > 0 {
		return fmt.Errorf("no text has the keys %q", slices.Sorted(maps.Keys(entered)))
	}
	return nil
}

// lines reads the file with the translations to enter.
func lines(data []byte) (map[words.Key]string, error) {
	entered := map[words.Key]string{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
			continue
		}
		key, text, ok := strings.Cut(line, "\t")
		text = strings.ReplaceAll(strings.TrimSpace(text), `\n`, "\n")
		if _, twice := entered[words.Key(key)]; twice || !ok || text == "" || !words.Key(key).Valid() {
			return nil, fmt.Errorf("line %d: not a new key, a tab and a text", n)
		}
		entered[words.Key(key)] = text
	}
	return entered, nil
}

func read(name string) (words.Pack, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return words.Pack{}, fmt.Errorf("%s: begin with a pack without entries: %w", name, err)
	}
	if err != nil {
		return words.Pack{}, err
	}
	p, err := pack.Parse(data)
	if err != nil {
		return words.Pack{}, fmt.Errorf("%s: %w", name, err)
	}
	if p.Entries == nil {
		p.Entries = map[words.Key]words.Entry{}
	}
	return p, nil
}

// write enters the translations of one area, and removes them from entered.
func write(pack *words.Pack, english words.Texts, entered map[words.Key]string) (changed bool) {
	for key, text := range english.All() {
		if translated, ok := entered[key]; ok {
			pack.Entries[key] = words.Entry{Text: translated, Of: words.Hash(text)}
			delete(entered, key)
			changed = true
		}
	}
	return changed
}

// encode writes a pack with a line for each entry, in the order of the keys.
func encode(pack words.Pack) []byte {
	var b bytes.Buffer
	quote := func(v any) string {
		var q bytes.Buffer
		enc := json.NewEncoder(&q)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v) // texts can be encoded
		return strings.TrimSpace(q.String())
	}
	fmt.Fprintf(&b, "{\n\"format\": %s,\n\"language\": %s,\n\"reviewed\": %s,\n\"notice\": %s,\n\"and\": %s,\n\"or\": %s,\n\"entries\": {",
		quote(pack.Format), quote(pack.Language), quote(pack.Reviewed), quote(pack.Notice), quote(pack.And), quote(pack.Or))
	for i, key := range slices.Sorted(maps.Keys(pack.Entries)) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n%s: %s", quote(key), quote(pack.Entries[key]))
	}
	b.WriteString("\n}\n}\n")
	return b.Bytes()
}

// show prints a line for each text.
func show(out io.Writer, area string, pack words.Pack, english words.Texts, all bool) error {
	found := pack.Compare(english.All())
	flat := func(text string) string { return strings.NewReplacer("\n", `\n`, "\t", " ").Replace(text) }
	for key, text := range english.All() {
		state := "ok"
		switch {
		case slices.Contains(found.Missing, key):
			state = "missing"
		case slices.Contains(found.Stale, key):
			state = "stale"
		case slices.Contains(found.Misplaced, key):
			state = "misplaced"
		case !all:
			continue
		}
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", state, area, key, flat(text), flat(pack.Entries[key].Text)); err != nil {
			return err
		}
	}
	for _, key := range found.Extra {
		if _, err := fmt.Fprintf(out, "extra\t%s\t%s\t\t%s\n", area, key, flat(pack.Entries[key].Text)); err != nil {
			return err
		}
	}
	return nil
}
