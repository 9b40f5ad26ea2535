package house_test

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/therapykit/therapykit"

// allowed is the import plan: which of our packages ("rooms") the code of a room may import. A
// name that ends in "/..." means the room and all rooms below it. Tests may import more.
var allowed = map[string][]string{
	"therapy/words":                 {},
	"therapy/words/...":             {"therapy/words", "therapy/words/pack"},
	"therapy/words/pack":            {"therapy", "therapy/words"},
	"therapy/words/messages":        {"..."},
	"therapy/words/translate":       {"therapy/words", "therapy/words/messages", "therapy/words/pack"},
	"therapy":                       {"therapy/words", "therapy/internal/jsontext"},
	"therapy/enumgen":               {},
	"therapy/internal/house":        {},
	"therapy/internal/jsontext":     {},
	"therapy/confidential":          {"therapy", "therapy/words"},
	"therapy/confidential/...":      {"therapy", "therapy/confidential"},
	"therapy/measure":               {"therapy", "therapy/words", "therapy/confidential"},
	"therapy/care":                  {"therapy", "therapy/words", "therapy/confidential", "therapy/measure"},
	"therapy/fhir":                  {"therapy", "therapy/words", "therapy/internal/jsontext", "therapy/confidential", "therapy/measure", "therapy/care"},
	"therapy/therapytest":           {"therapy", "therapy/words"},
	"individual":                    {"therapy", "therapy/words", "therapy/confidential", "therapy/measure", "therapy/care"},
	"group":                         {"therapy", "therapy/words", "therapy/confidential", "therapy/measure", "therapy/care", "group/note"},
	"group/compose":                 {"therapy", "therapy/words", "therapy/confidential", "therapy/care", "group", "group/...", "group/compose/internal/search"},
	"group/compose/internal/search": {},
	"group/compose/internal/...":    {"group/compose/internal/waitlist", "group/compose", "group", "therapy", "therapy/..."},
	"group/groupfhir":               {"therapy", "therapy/...", "group", "group/..."},
	"group/...":                     {"therapy", "therapy/words", "therapy/confidential", "therapy/measure", "therapy/care", "group", "group/..."},
	"recommend/policy":              {"therapy", "therapy/words", "therapy/measure", "recommend/internal/layout"},
	"recommend/internal/layout":     {},
	"recommend/internal/lenient":    {"therapy"},
	"recommend/standard":            {"therapy", "therapy/words", "therapy/measure", "individual", "group", "recommend/policy"},
	"recommend/internal/engine":     {},
	"recommend/internal/compile":    {"therapy", "therapy/words", "recommend/policy", "recommend/internal/engine"},
	"recommend/internal/madeup":     {"therapy", "therapy/measure", "recommend", "recommend/policy", "recommend/standard"},
	"recommend/internal/...":        {"therapy", "therapy/words", "recommend", "recommend/policy", "recommend/standard"},
	"recommend":                     {"therapy", "therapy/words", "therapy/confidential", "therapy/measure", "therapy/care", "recommend/policy", "recommend/standard", "recommend/internal/..."},
	"recommend/governance":          {"therapy", "therapy/words", "therapy/confidential", "therapy/measure", "recommend", "recommend/policy", "recommend/internal/..."},
	"recommend/page":                {"therapy", "therapy/words", "recommend", "recommend/policy", "recommend/internal/lenient"},
	"recommend/intakefhir":          {"therapy", "therapy/words", "therapy/confidential", "therapy/fhir", "recommend", "recommend/policy", "recommend/internal/lenient"},
	"recommend/cdshooks":            {"therapy", "therapy/words", "therapy/fhir", "therapy/confidential", "therapy/care", "recommend", "recommend/policy", "recommend/intakefhir", "recommend/internal/layout", "recommend/internal/lenient"},
	"recommend/schema":              {},
	"recommend/recommendtest":       {"therapy", "therapy/words", "recommend", "recommend/policy", "recommend/governance", "recommend/standard"},
	"examples/...":                  {"..."},
}

// rooms lists the folders of this module that contain Go code, without nested modules.
func rooms(t *testing.T) []string {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	var found []string
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		name := entry.Name()
		if name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && name != ".." {
			return filepath.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return filepath.SkipDir
		}
		if files, _ := filepath.Glob(filepath.Join(path, "*.go")); len(files) > 0 {
			relative, err := filepath.Rel(root, path)
			require.NoError(t, err)
			found = append(found, filepath.ToSlash(relative))
		}
		return nil
	}))
	require.Greater(t, len(found), 15)
	return found
}

func folder(room string) string { return filepath.Join("..", "..", "..", filepath.FromSlash(room)) }

// covers reports whether a pattern of the plan matches the room.
func covers(pattern, room string) bool {
	base, below := strings.CutSuffix(pattern, "...")
	return pattern == room || below && (strings.HasPrefix(room, base) || room == strings.TrimSuffix(base, "/"))
}

// planOf finds the row of the plan for a room, the longest pattern first.
func planOf(room string) (may []string, ok bool) {
	longest := ""
	for pattern := range allowed {
		if covers(pattern, room) && (pattern == room || len(pattern) > len(longest) && longest != room) {
			longest = pattern
		}
	}
	may, ok = allowed[longest]
	return may, ok
}

// violations lists our packages that a room must not import under the plan but does.
func violations(room string, imports []string) []string {
	may, ok := planOf(room)
	if !ok {
		return []string{room + " is not in the plan of the house"}
	}
	var found []string
	for _, path := range imports {
		other, ours := strings.CutPrefix(path, module+"/")
		if !ours || slices.ContainsFunc(may, func(pattern string) bool { return covers(pattern, other) }) {
			continue
		}
		found = append(found, room+" imports "+other)
	}
	return found
}

func TestImportsPointOneWay(t *testing.T) {
	for _, room := range rooms(t) {
		pkg, err := build.ImportDir(folder(room), 0)
		require.NoError(t, err, room)
		require.Empty(t, violations(room, pkg.Imports))
	}
}

// TestThePlanCanFail checks that forbidden imports are found.
func TestThePlanCanFail(t *testing.T) {
	require.NotEmpty(t, violations("therapy", []string{module + "/therapy/care"}))
	require.NotEmpty(t, violations("therapy/words", []string{module + "/therapy"}))
	require.NotEmpty(t, violations("recommend/internal/engine", []string{module + "/recommend/policy"}))
	require.NotEmpty(t, violations("group/compose/internal/search", []string{module + "/group/compose"}))
	require.NotEmpty(t, violations("therapy/fhir", []string{module + "/recommend"}))
	require.NotEmpty(t, violations("attic", nil))
	require.Empty(t, violations("therapy", []string{"fmt", module + "/therapy/words"}))
	require.Empty(t, violations("examples/quickstart", []string{module + "/recommend"}))
}

// aboutNobody lists the rooms whose types hold nothing about a person, with the reason.
var aboutNobody = map[string]string{
	"therapy": "vocabulary", "therapy/words": "words", "therapy/therapytest": "a kit for modalities", "therapy/enumgen": "a program",
	"therapy/confidential/confidentialtest": "checks", "recommend/policy": "a policy", "recommend/standard": "a policy", "recommend/recommendtest": "made-up people",
	"recommend/page": "settings of a page", "recommend/schema": "schemas",
}

// TestTypesAboutPeopleAreListed checks that every room with types that can hold data about a
// person has a test that finds types that display it, and that the test misses none.
func TestTypesAboutPeopleAreListed(t *testing.T) {
	for _, room := range rooms(t) {
		tests, err := filepath.Glob(filepath.Join(folder(room), "*_test.go"))
		require.NoError(t, err)
		lists := slices.ContainsFunc(tests, func(name string) bool {
			source, err := os.ReadFile(name)
			require.NoError(t, err)
			return strings.Contains(string(source), "confidentialtest.CheckListed(t,") && strings.Contains(string(source), "confidentialtest.CheckDisplay(t,")
		})
		_, nobody := aboutNobody[room]
		if strings.HasPrefix(room, "examples/") || strings.HasPrefix(room, "therapy/words/") || strings.Contains(room, "/internal/") {
			continue
		}
		require.True(t, lists != nobody, "%s: its types are listed by a test, or are about nobody, for a reason", room)
	}
}

// TestRoomsAreNotOverfull counts the names of each room. It leaves out the methods and members of
// closed vocabularies and the tables of statements, which people read as one thing.
func TestRoomsAreNotOverfull(t *testing.T) {
	for _, room := range rooms(t) {
		page := read(t, room)
		if page == nil {
			continue
		}
		require.LessOrEqual(t, names(page), 300, room)
	}
}

// TestRoomsSayWhatIsInThem reads the package comments: the first lines must say what a room
// contains and what it does not.
func TestRoomsSayWhatIsInThem(t *testing.T) {
	says := regexp.MustCompile(`(?i)\bnot\s+(in\s+it|here)\b`)
	for _, room := range rooms(t) {
		if page := read(t, room); page != nil && !strings.HasPrefix(room, "examples/") {
			first, _, _ := strings.Cut(page.Doc, "\n\n")
			require.Regexp(t, says, first, "%s says what is not in it", room)
			require.Less(t, len(first), 620, "%s says it in a few lines", room)
		}
	}
}

// read parses the code of a room. It returns nil for programs.
func read(t *testing.T, room string) *doc.Package {
	t.Helper()
	set := token.NewFileSet()
	pkg, err := build.ImportDir(folder(room), 0)
	require.NoError(t, err, room)
	if pkg.Name == "main" {
		return nil
	}
	var files []*ast.File
	for _, name := range pkg.GoFiles {
		file, err := parser.ParseFile(set, filepath.Join(folder(room), name), nil, parser.ParseComments)
		require.NoError(t, err)
		files = append(files, file)
	}
	page, err := doc.NewFromFiles(set, files, module+"/"+room)
	require.NoError(t, err)
	return page
}

var shared = []string{"Valid", "String", "AppendText", "MarshalText", "UnmarshalText"}

func names(page *doc.Package) int {
	n := len(page.Funcs)
	for _, v := range page.Vars {
		n += len(v.Names)
	}
	for _, c := range page.Consts {
		n += len(c.Names)
	}
	for _, typ := range page.Types {
		n += 1 + len(typ.Funcs)
		for _, v := range typ.Vars {
			n += len(v.Names)
		}
		for _, method := range typ.Methods {
			if !slices.Contains(shared, method.Name) {
				n++
			}
		}
		// Constants of a type are its members: of a closed vocabulary, or statements and reasons.
	}
	return n
}

// TestValuesByValue checks that a caller never has to take an address: either all methods of a
// type have value receivers, or all have pointer receivers. Decoding methods need a pointer.
func TestValuesByValue(t *testing.T) {
	for _, room := range rooms(t) {
		page := read(t, room)
		if page == nil {
			continue
		}
		for _, typ := range page.Types {
			require.Empty(t, mixed(typ.Methods), "%s.%s", room, typ.Name)
		}
	}
	require.NotEmpty(t, mixed([]*doc.Func{{Name: "A", Recv: "T"}, {Name: "B", Recv: "*T"}}))
	require.Empty(t, mixed([]*doc.Func{{Name: "A", Recv: "T"}, {Name: "UnmarshalJSON", Recv: "*T"}}))
}

// mixed returns the pointer methods of a type that also has value methods.
func mixed(methods []*doc.Func) (pointers []string) {
	values := false
	for _, method := range methods {
		switch {
		case slices.Contains([]string{"Format", "GoString", "LogValue", "MarshalJSON", "String"}, method.Name):
			// Methods that display a value, or refuse to encode it, must work for values and for
			// pointers.
		case !strings.HasPrefix(method.Recv, "*"):
			values = true
		case !strings.HasPrefix(method.Name, "Unmarshal") && method.Name != "GobDecode" && method.Name != "Scan":
			pointers = append(pointers, method.Name)
		}
	}
	if !values {
		return nil
	}
	return pointers
}

func TestNamesAreCounted(t *testing.T) {
	for _, room := range []string{"therapy", "recommend", "group"} {
		n := names(read(t, room))
		require.Greater(t, n, 20, room+": "+strconv.Itoa(n))
	}
}
