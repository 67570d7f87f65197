package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func sample() Document {
	pic := Run{Picture: &Picture{PNG: []byte("png"), Width: 10, Height: 10, Alt: `a "b" <c>`}}
	return Document{Title: "A & B", Created: time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC), Page: A4(),
		Blocks: []Block{
			Table{Widths: []float64{80, 85}, Rows: []Row{{Cells: []Cell{{Paragraphs: []Paragraph{{Runs: []Run{{Text: "trái"}}}}},
				{Paragraphs: []Paragraph{{Rule: true, Align: Center, Runs: []Run{{Text: "ĐẢNG CỘNG SẢN VIỆT NAM", Bold: true, Size: 15}}}}}}}}},
			Paragraph{Align: Justify, FirstLine: 10, Line: 19, After: 6, KeepNext: true, Runs: []Run{{Text: "một\thai\nba <&>"}, {Text: "nghiêng", Italic: true}}},
			Table{Widths: []float64{100, 65}, Border: true, Heads: 1, Rows: []Row{{MinHeight: 12, Cells: []Cell{{Span: 2, Middle: true}}}, {Cells: []Cell{{}, {}}}}},
		},
		Foot: []Block{Paragraph{Runs: []Run{pic, {Text: "trang ", Field: PageOfPages}}}}}
}

func mustBytes(t testing.TB, d Document) []byte {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// parts unpacks a package and checks that every XML part is well formed and
// every relationship leads to a part.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		for dec := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	for name, text := range all {
		if !strings.HasPrefix(name, "word/_rels/") {
			continue
		}
		for _, piece := range strings.Split(text, `Target="`)[1:] {
			target, _, _ := strings.Cut(piece, `"`)
			if _, ok := all["word/"+target]; !ok {
				t.Errorf("%s points to %s, which is missing", name, target)
			}
		}
	}
	return all
}

func TestParts(t *testing.T) {
	all := parts(t, mustBytes(t, sample()))
	doc := all["word/document.xml"]
	for _, want := range []string{`w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, `<w:titlePg/>`, `<w:tblHeader/>`, `<w:cantSplit/>`,
		`w:line="380" w:lineRule="exact"`, `w:firstLine="567"`, `<w:keepNext/>`, `<w:gridSpan w:val="2"/>`, `<w:pBdr>`} {
		if !strings.Contains(doc, want) {
			t.Errorf("document.xml lacks %s", want)
		}
	}
	for _, slot := range []string{"ascii", "hAnsi", "eastAsia", "cs"} {
		if !strings.Contains(all["word/styles.xml"], slot+`="Times New Roman"`) {
			t.Errorf("no Times New Roman for %s", slot)
		}
	}
	if strings.Contains(doc, `headerReference w:type="first"`) {
		t.Error("page 1 must have no page number")
	}
	if all["word/media/foot1.png"] != "png" {
		t.Error("the picture of the foot is missing")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	if !bytes.Equal(mustBytes(t, sample()), mustBytes(t, sample())) {
		t.Fatal("two renderings differ")
	}
}

func TestTextReadsInOrder(t *testing.T) {
	got, err := Text(bytes.NewReader(mustBytes(t, sample())))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"trái", "ĐẢNG CỘNG SẢN VIỆT NAM", "một\thai\nba <&>nghiêng", "", "", "", ""}
	if !slices.Equal(got, want) {
		t.Fatalf("got %q\nwant %q", got, want)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"e\u0302\u0301":      "ế",
		"a\x00b\x1bc\u0085d": "abcd",
		"a\r\nb\rc":          "a\nb\nc",
		"a\u202eb\u200ec":    "abc",
		"\xffa\uffff":        "\uFFFDa",
		"a\tb":               "a\tb",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// The widths were read from Liberation Serif, which copies Times New Roman.
func TestTextWidth(t *testing.T) {
	if got, want := TextWidth("ớ", 1000, false), 529*mmPerPoint; math.Abs(got-want) > 1e-9 {
		t.Errorf("horned letter with a mark: %v, want %v", got, want)
	}
	if got, want := TextWidth("Việt", 1000, false), float64(722+278+444+278)*mmPerPoint; math.Abs(got-want) > 1e-9 {
		t.Errorf("Việt: %v, want %v", got, want)
	}
	if TextWidth("A", 14, true) < TextWidth("a", 14, false) {
		t.Error("bold capital narrower than small letter")
	}
}

func FuzzText(f *testing.F) {
	f.Add(mustBytes(f, sample()))
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = Text(bytes.NewReader(b)) // must neither panic nor hang
	})
}
