package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

func readCSV(data []byte, lim Limits) ([]Row, error) {
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	var comma rune
	firstLine := 1
	// Excel leaves the separator in a first line of its own when asked to.
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 0 && strings.IndexByte(",;\t", rest[0]) >= 0 {
		comma = rune(rest[0])
		_, text, _ = strings.Cut(rest, "\n")
		firstLine = 2
	} else {
		comma = separator(text)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var rows []Row
	cells := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, ErrTruncated
		}
		if cells += len(record); cells > lim.Cells {
			return nil, ErrTooManyCells
		}
		line, _ := r.FieldPos(0)
		row := Row{Line: line + firstLine - 1}
		filled := false
		for _, field := range record {
			row.Cells = append(row.Cells, Cell{Text: field})
			filled = filled || strings.TrimSpace(field) != ""
		}
		if filled {
			rows = append(rows, row)
		}
	}
}

// decodeText finds the encoding: a byte order mark says it, zero bytes betray
// UTF-16, valid UTF-8 is UTF-8, and the rest is what Vietnamese Windows wrote.
func decodeText(data []byte) (string, error) {
	var out []byte
	var err error
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case bytes.Count(head, []byte{0}) > len(head)/4:
		end := unicode.LittleEndian
		if head[0] == 0 {
			end = unicode.BigEndian
		}
		out, err = unicode.UTF16(end, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	case utf8.Valid(data):
		out = bytes.TrimPrefix(data, []byte("\uFEFF"))
	default:
		out, err = charmap.Windows1258.NewDecoder().Bytes(data)
	}
	if err != nil {
		return "", ErrNotSheet
	}
	// Pictures and other programs' files reach this far under a .csv name.
	if bytes.ContainsFunc(out, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' && r != '\f' }) ||
		bytes.HasPrefix(out, []byte("%PDF")) || bytes.HasPrefix(bytes.TrimSpace(out), []byte("<")) {
		return "", ErrNotSheet
	}
	return norm.NFC.String(string(out)), nil
}

// separator picks the sign that splits most of the first lines into columns.
func separator(text string) rune {
	best, bestScore := ',', 0
	for _, sign := range []rune{',', ';', '\t'} {
		score, lines, quoted := 0, 0, false
		for _, r := range text {
			switch {
			case r == '"':
				quoted = !quoted
			case r == sign && !quoted:
				score++
			case r == '\n' && !quoted:
				lines++
			}
			if lines == 50 {
				break
			}
		}
		if score > bestScore {
			best, bestScore = sign, score
		}
	}
	return best
}
