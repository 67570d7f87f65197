package reading

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// bounded reads at most what is left of the whole file's allowance, because the
// directory of an archive may lie about sizes.
type bounded struct {
	io.Reader
	left *int64
}

func (b bounded) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, ErrBomb
	}
	n, err := b.Reader.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}

var (
	text    = map[string]bool{"t": true, "delText": true, "v": true}
	border  = regexp.MustCompile(`^(odd|even|first)(Header|Footer)$`)
	codes   = regexp.MustCompile(`&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]+|[A-Za-z&+-])`) // of a header of a sheet: &C, &"Arial,Bold", &14
	ends    = map[string]bool{"p": true, "si": true, "is": true, "c": true, "br": true, "cr": true, "text": true}
	columns = map[string]bool{"tab": true, "ptab": true}
)

// part calls each for every line of one XML part. A paragraph inside another
// (a text box) is a line of its own.
func part(f *zip.File, left *int64, each func(string)) error {
	r, err := f.Open()
	if err != nil {
		return ErrUnreadable
	}
	defer r.Close()
	dec := xml.NewDecoder(bounded{r, left})
	var line strings.Builder
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			each(s)
		}
		line.Reset()
	}
	in := 0
	for {
		token, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF):
			flush()
			return nil
		case errors.Is(err, ErrBomb):
			return ErrBomb
		case err != nil:
			return ErrUnreadable
		}
		switch el := token.(type) {
		case xml.Directive: // a document type may hide entities that grow
			return ErrUnreadable
		case xml.StartElement:
			name := el.Name.Local
			switch {
			case text[name], border.MatchString(name):
				in++
			case columns[name]:
				line.WriteByte('\t')
			case ends[name]:
				flush()
			case name == "sheet":
				each(attr(el, "name"))
			}
		case xml.EndElement:
			name := el.Name.Local
			switch {
			case text[name]:
				in--
			case border.MatchString(name):
				in--
				s := codes.ReplaceAllString(line.String(), "\t")
				line.Reset()
				line.WriteString(s)
				flush()
			case ends[name]:
				flush()
			}
		case xml.CharData:
			if in > 0 {
				line.Write(el)
			}
			if line.Len() > mostLine {
				flush()
			}
		}
	}
}

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
