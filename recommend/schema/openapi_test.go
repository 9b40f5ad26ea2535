package schema_test

// openAPI describes the service of examples/embed. The schemas in the same folder describe its
// requests and responses.
func openAPI() object {
	ref := func(name string) object { return object{"$ref": name + extension} }
	problems := object{
		"type": "array", "maxItems": 21, "description": "What is wrong with the intake, place by place; never a value.",
		"items": object{
			"type": "object", "required": []string{"path", "rule"}, "additionalProperties": false,
			"properties": object{
				"path": object{"type": "string", "description": "A JSON pointer into the intake."},
				"rule": object{"type": "string", "description": "The stable name of the rule that is broken."},
				"hint": object{"type": "string"},
			},
		},
	}
	answer := func(recommendation any) object {
		return object{
			"type": "object", "required": []string{"recommendation"}, "additionalProperties": false,
			"properties": object{"recommendation": recommendation, "intakeErrors": problems},
		}
	}
	content := func(schema any) object { return object{"application/json": object{"schema": schema}} }
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "therapykit: recommendations over HTTP", "version": "1.0.0",
			"summary":     "What the example service in examples/embed answers.",
			"description": "It supports a decision that a clinician and a client make; it does not make it. Not medical advice, not a diagnosis, not a crisis service.",
			"license":     object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers": []any{object{"url": "http://127.0.0.1:8080"}},
		"paths": object{"/recommend": object{"post": object{
			"operationId": "recommend", "summary": "Recommend a format of therapy for an intake.",
			"description": "Whoever asks gets what a client may read; a clinician shows a token.",
			"security":    []any{object{}, object{"clinician": []string{}}},
			"requestBody": object{"required": true, "content": content(ref("intake"))},
			"responses": object{
				"200": object{
					"description": "The recommendation. With errors, if the intake is refused but says that somebody may be in danger.",
					"content": content(object{"oneOf": []any{
						answer(ref("recommendation-client")), answer(ref("recommendation")), answer(ref("summary")),
					}}),
				},
				"400": object{"description": "The body is too large, or was cut off.", "content": object{"text/plain": object{"schema": object{"type": "string"}}}},
				"422": object{
					"description": "The intake is refused, and nothing in it speaks of danger.",
					"content":     content(object{"type": "object", "required": []string{"recommendation", "intakeErrors"}, "properties": object{"recommendation": object{"type": "null"}, "intakeErrors": problems}, "additionalProperties": false}),
				},
			},
		}}},
		"components": object{"securitySchemes": object{"clinician": object{"type": "http", "scheme": "bearer"}}},
	}
}
