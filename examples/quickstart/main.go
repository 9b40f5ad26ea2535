// Quickstart reads intakes and prints an explained recommendation for each.
//
//	go run ./examples/quickstart                      the made-up intakes that come with it: all in a
//	                                                  table, the first explained
//	go run ./examples/quickstart -all                 all explained
//	go run ./examples/quickstart 07-in-danger         one of them, by its name
//	go run ./examples/quickstart FILE…                your own; "-" reads standard input
//	go run ./examples/quickstart -format markdown -for client FILE
//	go run ./examples/quickstart -for client -lang de   in German
//
// It exits with 0 if every intake could be read, with 1 if one could not, and
// with 2 if it was called wrongly. An intake that says somebody is in danger is
// not an error: the recommendation is then what to do now.
package main

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

//go:embed intakes/*.json
var shipped embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// source is an intake and where it comes from.
type source struct {
	name string
	read func() ([]byte, error)
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: quickstart [-format text|markdown|json] [-for clinician|client] [-lang en|de] [-all] [NAME… | FILE… | -]")
		flags.PrintDefaults()
	}
	format := flags.String("format", "text", "text, markdown or json")
	reader := policy.Clinician
	flags.TextVar(&reader, "for", policy.Clinician, "clinician or client")
	language := tongue.Flag(flags)
	all := flags.Bool("all", false, "explain all intakes that come with it")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if *format != "text" && *format != "markdown" && *format != "json" {
		fmt.Fprintln(stderr, "quickstart: -format is text, markdown or json")
		return 2
	}
	sources, err := sourcesOf(flags.Args(), stdin)
	if err != nil {
		fmt.Fprintln(stderr, "quickstart:", err)
		return 1
	}
	audience, framed := recommend.Audience{Reader: reader, Language: *language}, true
	if flags.NArg() == 0 && *format == "text" && !*all {
		if err := table(stdout, sources, audience); err != nil {
			fmt.Fprintln(stderr, "quickstart:", err)
			return 1
		}
		sources = sources[:1]
		audience.WithoutSources, framed = true, false
	}
	status := 0
	for i, s := range sources {
		rec, err := recommendFor(s)
		if err != nil {
			report(stderr, s.name, err)
			status = 1
			// Show danger even if the rest could not be read.
			if rec.Outcome() != policy.Escalate {
				continue
			}
		}
		if err := show(stdout, rec.For(audience), *format, s.name, i > 0, framed); err != nil {
			fmt.Fprintln(stderr, "quickstart: cannot write:", err)
			return 1
		}
	}
	return status
}

func sourcesOf(args []string, stdin io.Reader) ([]source, error) {
	if len(args) == 0 {
		names, err := fs.Glob(shipped, "intakes/*.json") // sorted
		if err != nil {
			return nil, err
		}
		var sources []source
		for _, name := range names {
			short := strings.TrimSuffix(filepath.Base(name), ".json")
			sources = append(sources, source{short, func() ([]byte, error) { return shipped.ReadFile(name) }})
		}
		return sources, nil
	}
	var sources []source
	for _, arg := range args {
		if data, err := shipped.ReadFile("intakes/" + arg + ".json"); err == nil {
			sources = append(sources, source{arg, func() ([]byte, error) { return data, nil }})
			continue
		}
		if arg == "-" {
			sources = append(sources, source{"standard input", func() ([]byte, error) { return io.ReadAll(stdin) }})
			continue
		}
		sources = append(sources, source{arg, func() ([]byte, error) { return os.ReadFile(arg) }})
	}
	return sources, nil
}

// recommendFor is the whole use of the library: read the answers, decide.
func recommendFor(s source) (recommend.Recommendation, error) {
	data, err := s.read()
	if err != nil {
		return recommend.Recommendation{}, err
	}
	return recommend.Default().RecommendJSON(data, time.Now())
}

// table prints one line for each intake: the recommendation and what decided it.
func table(w io.Writer, sources []source, audience recommend.Audience) error {
	var out bytes.Buffer
	names := map[policy.Option]string{}
	for _, o := range recommend.Default().Policy().In(audience.Language).Options {
		names[o.Option] = o.Name
		if audience.Reader == policy.Client {
			names[o.Option] = o.PlainName
		}
	}
	columns := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "INTAKE\tOUTCOME\tFORMAT\tDECIDED BY")
	for _, s := range sources {
		rec, err := recommendFor(s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		var formats []string
		for o := range rec.Advised() {
			formats = append(formats, names[o.Option])
		}
		decided := "-"
		if layer, ok := rec.DecidedBy(); ok {
			decided = layer.String()
		}
		fmt.Fprintf(columns, "%s\t%s\t%s\t%s\n", s.name, rec.Outcome(), cmp.Or(audience.Language.Or(formats...), "-"), decided)
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	fmt.Fprint(&out, "Below: the first, explained. Give a name for another and for the sources, or -all.\n\n")
	_, err := w.Write(out.Bytes())
	return err
}

// report prints what is wrong with an intake, one fault per line.
func report(stderr io.Writer, name string, err error) {
	fields := therapy.FieldErrors(err)
	if len(fields) == 0 {
		fmt.Fprintf(stderr, "quickstart: %v\n", err)
		return
	}
	fmt.Fprintf(stderr, "quickstart: %s is not an intake:\n", name)
	for _, field := range fields {
		fmt.Fprintf(stderr, "  %v\n", field)
	}
}

func show(w io.Writer, rec recommend.Rendering, format, name string, another, framed bool) error {
	var out bytes.Buffer
	switch format {
	case "json": // one document per line, so that other programs can read it
		b, err := json.Marshal(struct {
			Intake         string              `json:"intake"`
			Recommendation recommend.Rendering `json:"recommendation"`
		}{name, rec})
		if err != nil {
			return err
		}
		out.Write(b)
		out.WriteByte('\n')
	case "markdown":
		if another {
			out.WriteString("\n---\n\n")
		}
		fmt.Fprintf(&out, "<!-- %s -->\n\n%s", strings.ReplaceAll(name, "--", "- -"), rec.Markdown())
	default:
		if another {
			out.WriteString("\n\n")
		}
		if framed {
			line := strings.Repeat("#", 80)
			fmt.Fprintf(&out, "%s\n# %s\n%s\n\n", line, name, line)
		}
		out.WriteString(rec.Text())
	}
	_, err := w.Write(out.Bytes())
	return err
}
