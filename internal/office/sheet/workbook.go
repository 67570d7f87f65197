package sheet

import (
	"archive/zip"
	"encoding/xml"
	"strconv"
	"strings"
)

// workbook is an .xlsx whose small parts are read; sheets are read on demand.
// Excelize is not used here: it would give only texts already formatted, where
// an import must know what was stored as a number and under which format.
type workbook struct {
	archive *zip.Reader
	sheets  []sheetPart
	formats []string // number format of each cell style
	strings []string
	mac     bool // dates count from 1904
}

type sheetPart struct{ name, part string }

func openWorkbook(data []byte, lim Limits) (*workbook, error) {
	archive, err := checkPackage(data, lim)
	if err != nil {
		return nil, err
	}
	w := &workbook{archive: archive}
	targets := map[string]string{}
	texts, styles := "xl/sharedStrings.xml", "xl/styles.xml"
	err = decodePart(archive, "xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, el xml.StartElement) error {
		if el.Name.Local != "Relationship" {
			return nil
		}
		kind, target := attr(el, "Type"), partName(attr(el, "Target"))
		switch {
		case strings.HasSuffix(kind, "/worksheet"):
			targets[attr(el, "Id")] = target
		case strings.HasSuffix(kind, "/sharedStrings"):
			texts = target
		case strings.HasSuffix(kind, "/styles"):
			styles = target
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = decodePart(archive, "xl/workbook.xml", func(_ *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "workbookPr":
			w.mac = isTrue(attr(el, "date1904"))
		case "sheet":
			if part := targets[attr(el, "id")]; part != "" {
				w.sheets = append(w.sheets, sheetPart{attr(el, "name"), part})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 {
		return nil, ErrNotSheet
	}
	if err := w.readStyles(styles); err != nil {
		return nil, err
	}
	return w, w.readStrings(texts)
}

func (w *workbook) names() []string {
	var names []string
	for _, s := range w.sheets {
		names = append(names, s.name)
	}
	return names
}

func (w *workbook) readStyles(part string) error {
	custom := map[int]string{}
	inCells := false
	return decodePart(w.archive, part, func(_ *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "numFmt":
			id, _ := strconv.Atoi(attr(el, "numFmtId"))
			custom[id] = attr(el, "formatCode")
		case "cellStyleXfs", "dxfs", "cellStyles":
			inCells = false
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				id, _ := strconv.Atoi(attr(el, "numFmtId"))
				w.formats = append(w.formats, formatCode(id, custom))
			}
		}
		return nil
	})
}

func (w *workbook) readStrings(part string) error {
	return decodePart(w.archive, part, func(dec *xml.Decoder, el xml.StartElement) error {
		if el.Name.Local != "si" {
			return nil
		}
		var item richText
		if err := dec.DecodeElement(&item, &el); err != nil {
			return err
		}
		w.strings = append(w.strings, item.text())
		return nil
	})
}

// richText is a shared or inline string: one text, or runs each with its look.
// Phonetic runs (rPh) are left out, they are reading aids.
type richText struct {
	T    string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (r richText) text() string { return unescape(r.T + strings.Join(r.Runs, "")) }

// unescape undoes the _x000D_ spelling of characters that XML cannot hold.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var out strings.Builder
	for ; at >= 0; at = strings.Index(s, "_x") {
		out.WriteString(s[:at])
		s = s[at:]
		if len(s) >= 7 && s[6] == '_' {
			if code, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				out.WriteRune(rune(code))
				s = s[7:]
				continue
			}
		}
		out.WriteString("_x")
		s = s[2:]
	}
	out.WriteString(s)
	return out.String()
}

func isTrue(s string) bool { return s == "1" || s == "true" }
