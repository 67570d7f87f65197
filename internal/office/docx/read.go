package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxFile and maxPart bound what Text reads, so that a small hostile file
// cannot unpack into all of memory.
const (
	maxFile = 32 << 20
	maxPart = 64 << 20
)

// ErrTooLarge is returned for a file or part over the reading limit.
var ErrTooLarge = errors.New("docx: file too large")

// Text returns the paragraphs of the main story in document order, table
// cells included, with tabs as \t and line breaks as \n.
func Text(r io.Reader) ([]string, error) {
	data, err := readAll(r, maxFile)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("docx: open package: %w", err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return nil, fmt.Errorf("docx: no main document: %w", err)
	}
	defer f.Close()
	main, err := readAll(f, maxPart)
	if err != nil {
		return nil, err
	}
	return paragraphs(main)
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("docx: read: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	return data, nil
}

func paragraphs(data []byte) ([]string, error) {
	var out []string
	var b strings.Builder
	inText, inRun := false, false
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("docx: main document: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p":
				b.Reset()
			case "r":
				inRun = true
			case "t":
				inText = true
			case "tab": // also a tab stop in pPr, which is no text
				if inRun {
					b.WriteByte('\t')
				}
			case "br":
				b.WriteByte('\n')
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "p":
				out = append(out, b.String())
				b.Reset()
			case "r":
				inRun = false
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText {
				b.Write(t)
			}
		}
	}
}
