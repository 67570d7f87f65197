package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Type is the media type of a .docx file.
const Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relHead   = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// zipTime is the fixed time of every part: a rendering carries no clock, so
// that rendering a sealed paper twice gives the same bytes.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// part is one file of the package.
type part struct {
	name string
	data []byte
}

// Bytes renders the document as a .docx file.
func (d Document) Bytes() ([]byte, error) {
	parts := d.parts()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return nil, fmt.Errorf("docx: add %s: %w", p.name, err)
		}
		if _, err := w.Write(p.data); err != nil {
			return nil, fmt.Errorf("docx: write %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("docx: close package: %w", err)
	}
	return out.Bytes(), nil
}

func (d Document) defaultSize() float64 {
	if d.Size > 0 {
		return d.Size
	}
	return 14
}

func (d Document) newBody() *body {
	return &body{size: d.defaultSize(), width: d.Page.TextWidth()}
}

// parts lists the package with the content types first, as readers expect.
func (d Document) parts() []part {
	var rels strings.Builder
	types := `<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`
	rels.WriteString(rel("styles", "styles", "styles.xml") + rel("settings", "settings", "settings.xml"))

	main := d.newBody()
	all := append([]Document{d}, d.More...)
	var extra []part
	section := ""
	for i, one := range all {
		main.size, main.width = one.defaultSize(), one.Page.TextWidth()
		open := main.emit(one.Blocks)
		m := one.margins(i+1, len(all) > 1)
		extra = append(extra, m.parts...)
		types += m.types
		rels.WriteString(m.rels)
		section = one.section(m.refs, i > 0)
		if i < len(all)-1 {
			main.endSection(section)
		} else if open {
			main.b.WriteString(tinyParagraph)
		}
	}
	media, list := pictures("body", main.pictures)
	extra = append(extra, media...)
	rels.WriteString(list)

	parts := []part{
		{"[Content_Types].xml", []byte(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
			types + `</Types>`)},
		{"_rels/.rels", []byte(relHead + rel("doc", "officeDocument", "word/document.xml") +
			`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`</Relationships>`)},
		{"docProps/core.xml", d.core()},
		{"word/document.xml", wrap("document", "<w:body>"+main.b.String()+section+"</w:body>")},
		{"word/_rels/document.xml.rels", []byte(relHead + rels.String() + `</Relationships>`)},
		{"word/styles.xml", d.styles()},
		{"word/settings.xml", wrap("settings", settings)},
	}
	return append(parts, extra...)
}

// margin is what stands in the head and foot of one part of the file.
type margin struct {
	parts             []part
	types, rels, refs string
}

// margins makes head and foot of the n-th part. In a file of several parts each
// names both even when they are empty: a part without its own takes over those
// of the part before.
func (d Document) margins(n int, several bool) (m margin) {
	if d.Page.NumberSize > 0 || several {
		head := d.newBody()
		if d.Page.NumberSize > 0 {
			head.paragraph(Paragraph{Align: Center, Runs: []Run{{Field: PageNumber, Size: d.Page.NumberSize}}})
		} else {
			head.write(nil)
		}
		m.add("head", "header", "hdr", n, head)
		// Only the default head: titlePg leaves the first page without a number.
		m.refs += fmt.Sprintf(`<w:headerReference w:type="default" r:id="head%d"/>`, n)
	}
	if len(d.Foot) > 0 || several {
		foot := d.newBody()
		foot.width = d.Page.Width - d.Page.Left - d.Page.Right
		foot.write(d.Foot)
		m.add("foot", "footer", "ftr", n, foot)
		m.refs += fmt.Sprintf(`<w:footerReference w:type="default" r:id="foot%d"/><w:footerReference w:type="first" r:id="foot%[1]d"/>`, n)
	}
	return m
}

func (m *margin) add(id, kind, root string, n int, story *body) {
	file := fmt.Sprintf("%s%d.xml", kind, n)
	m.parts = append(m.parts, part{"word/" + file, wrap(root, story.b.String())})
	m.types += `<Override PartName="/word/` + file + `" ContentType="` + wordType + kind + `+xml"/>`
	m.rels += rel(fmt.Sprintf("%s%d", id, n), kind, file)
	if len(story.pictures) == 0 {
		return
	}
	name := id
	if n > 1 {
		name = fmt.Sprintf("%s%d-", id, n)
	}
	media, list := pictures(name, story.pictures)
	m.parts = append(m.parts, media...)
	m.parts = append(m.parts, part{"word/_rels/" + file + ".rels", []byte(relHead + list + `</Relationships>`)})
}

func wrap(root, inner string) []byte {
	return []byte(xmlHead + "<w:" + root + " " + spaces + ">" + inner + "</w:" + root + ">")
}

func rel(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + officeRel + kind + `" Target="` + target + `"/>`
}

// pictures names the PNG parts of one story and the relationships to them.
func pictures(story string, list []*Picture) ([]part, string) {
	var parts []part
	var rels strings.Builder
	for i, p := range list {
		name := fmt.Sprintf("media/%s%d.png", story, i+1)
		parts = append(parts, part{"word/" + name, p.PNG})
		rels.WriteString(rel(fmt.Sprintf("img%d", i+1), "image", name))
	}
	return parts, rels.String()
}

// section is the page of one part; after the first its pages count from 1.
func (d Document) section(refs string, again bool) string {
	p := d.Page
	turned, count, columns := "", "", ""
	if p.Width > p.Height {
		turned = ` w:orient="landscape"`
	}
	if again {
		count = `<w:pgNumType w:start="1"/>`
	}
	if p.Columns > 1 {
		columns = fmt.Sprintf(`<w:cols w:num="%d" w:space="%d" w:sep="1" w:equalWidth="1"/>`, p.Columns, twips(p.Gap))
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"%s/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>%s%s<w:titlePg/></w:sectPr>`,
		refs, twips(p.Width), twips(p.Height), turned, twips(p.Top), twips(p.Right), twips(p.Bottom), twips(p.Left), twips(p.HeadAt), twips(p.FootAt), count, columns)
}

// styles puts Times New Roman on all four scripts: with ascii alone, Word
// draws Vietnamese letters of other ranges in its own default face.
func (d Document) styles() []byte {
	size := halves(d.defaultSize())
	return wrap("styles", fmt.Sprintf(`<w:docDefaults><w:rPrDefault><w:rPr>`+
		`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/><w:color w:val="000000"/>`+
		`<w:sz w:val="%[2]d"/><w:szCs w:val="%[2]d"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>`+
		`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>`+
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`+
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>`, Font, size))
}

// settings asks for the layout rules of Word 2013 and later.
const settings = `<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="vi-VN"/>`

func (d Document) core() []byte {
	created := ""
	if !d.Created.IsZero() {
		created = `<dcterms:created xsi:type="dcterms:W3CDTF">` + d.Created.UTC().Format("2006-01-02T15:04:05Z") + `</dcterms:created>`
	}
	return []byte(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(d.Title) + `</dc:title><dc:subject>` + escape(d.Subject) + `</dc:subject><dc:language>vi-VN</dc:language>` +
		created + `</cp:coreProperties>`)
}
