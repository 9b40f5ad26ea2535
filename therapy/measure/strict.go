package measure

import (
	"bytes"
	"io"
)

func bytesReader(data []byte) io.Reader { return bytes.NewReader(data) }

// trimRight drops the white space that JSON allows after a value.
func trimRight(data []byte) []byte { return bytes.TrimRight(data, " \t\r\n") }
