package validate_test

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	openapi "github.com/pb33f/libopenapi-validator/schema_validation"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/schema"
)

// TestOpenAPIIsValid checks that the description is valid OpenAPI 3.1, and that the check finds
// a broken one.
func TestOpenAPIIsValid(t *testing.T) {
	valid := func(text []byte) bool {
		document, err := libopenapi.NewDocument(text)
		require.NoError(t, err)
		ok, _ := openapi.ValidateOpenAPIDocument(document)
		return ok
	}
	require.True(t, valid(schema.OpenAPI()))
	require.False(t, valid(bytes.Replace(schema.OpenAPI(), []byte(`"responses"`), []byte(`"answers"`), 1)))
}

// TestServiceAnswersAsDescribed starts the example service and checks every response against
// the description of its status.
func TestServiceAnswersAsDescribed(t *testing.T) {
	program := filepath.Join(t.TempDir(), "embed")
	build := exec.Command("go", "build", "-o", program, "./examples/embed")
	build.Dir = filepath.Join("..", "..", "..", "..")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	service := exec.CommandContext(t.Context(), program, "-listen", "127.0.0.1:0", "-clinicians", "made-up")
	stdout, err := service.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, service.Start())
	t.Cleanup(func() { _ = service.Process.Kill(); _ = service.Wait() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	address := "http://" + strings.TrimSpace(strings.TrimPrefix(line, "serving on ")) + "/recommend"

	bodies := map[string]string{
		"an intake":              `{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`,
		"with provenance":        `{"format":"therapykit-intake/2","answers":{"adult":{"answer":"yes","by":"clinician"}}}`,
		"nothing":                `{}`,
		"danger":                 `{"acute-suicidality":"yes"}`,
		"danger, misspelt":       `{"acute_suicidality":"yes"}`,
		"misspelt":               `{"adlut":"yes"}`,
		"many things misspelt":   `{` + strings.Repeat(`"a-made-up":"yes",`, 100) + `"b":"perhaps"}`,
		"not JSON":               `adult: yes`,
		"more than it will read": `{"adult":"` + strings.Repeat("y", 1<<17) + `"}`,
	}
	seen := map[int]bool{}
	for _, token := range []string{"", "made-up", "wrong"} {
		for name, body := range bodies {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
			require.NoError(t, err)
			if token != "" {
				req.Header.Set("Authorization", "Bearer "+token)
			}
			resp, err := http.DefaultClient.Do(req)
			require.NoError(t, err)
			answer, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			_ = resp.Body.Close()
			seen[resp.StatusCode] = true
			described := describedAnswer(t, resp.StatusCode)
			if described == nil {
				require.True(t, strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain"), name)
				continue
			}
			require.Equal(t, "application/json", resp.Header.Get("Content-Type"), name)
			require.NoError(t, validate(t, described, answer), "%s, %d: %.300s", name, resp.StatusCode, answer)
			require.Error(t, validate(t, described, bytes.Replace(answer, []byte(`"recommendation"`), []byte(`"made-up"`), 1)))
		}
	}
	require.Equal(t, map[int]bool{200: true, 400: true, 422: true}, seen, "every described status occurs")
}

// describedAnswer returns the schema of a JSON response, nil for one in plain text.
func describedAnswer(t *testing.T, status int) *jsonschema.Schema {
	t.Helper()
	description, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.OpenAPI()))
	require.NoError(t, err)
	at := description
	path := []string{"paths", "/recommend", "post", "responses", map[int]string{200: "200", 400: "400", 422: "422"}[status]}
	require.NotEmpty(t, path[4], "status %d is described", status)
	for _, name := range append(path, "content") {
		at = at.(map[string]any)[name]
	}
	content, ok := at.(map[string]any)["application/json"]
	if !ok {
		return nil
	}
	compiler := jsonschema.NewCompiler()
	for _, name := range schema.Names() {
		text, err := fs.ReadFile(schema.Files(), name+".schema.json")
		require.NoError(t, err)
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(schema.Base+name+".schema.json", document))
	}
	answer := content.(map[string]any)["schema"].(map[string]any)
	answer["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	require.NoError(t, compiler.AddResource(schema.Base+"answer.json", answer))
	s, err := compiler.Compile(schema.Base + "answer.json")
	require.NoError(t, err)
	return s
}
