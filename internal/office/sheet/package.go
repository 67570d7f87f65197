package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

const maxParts = 5000

// checkPackage reads every part of the archive once, before any of them is
// understood: sizes first as the directory declares them, then as they really
// are, since a directory can lie.
func checkPackage(data []byte, lim Limits) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrTruncated
	}
	if len(archive.File) > maxParts {
		return nil, ErrZipBomb
	}
	var declared uint64
	for _, f := range archive.File {
		if bomb(f.UncompressedSize64, f.CompressedSize64, lim) {
			return nil, ErrZipBomb
		}
		// Added part by part, so that huge declared sizes cannot overflow the sum.
		if declared += f.UncompressedSize64; declared > uint64(lim.Unpacked) {
			return nil, ErrZipBomb
		}
		if strings.HasSuffix(strings.ToLower(f.Name), "vbaproject.bin") {
			return nil, ErrMacro
		}
	}
	left := lim.Unpacked
	for _, f := range archive.File {
		used, err := checkPart(f, left, lim)
		if err != nil {
			return nil, err
		}
		left -= used
	}
	return archive, nil
}

// bomb tells whether a part unpacks to much more than it weighs. Small parts may
// have any ratio: a sheet of empty styled cells packs very well.
func bomb(unpacked, packed uint64, lim Limits) bool {
	return unpacked > uint64(lim.Unpacked) || unpacked > 1<<20 && unpacked/max(packed, 1) > uint64(lim.Ratio)
}

func checkPart(f *zip.File, left int64, lim Limits) (int64, error) {
	if strings.HasSuffix(f.Name, "/") {
		return 0, nil
	}
	r, err := f.Open()
	if err != nil {
		return 0, ErrTruncated
	}
	defer r.Close()
	isXML := hasSuffix(f.Name, ".xml", ".rels", ".vml")
	contentTypes := strings.EqualFold(f.Name, "[Content_Types].xml")
	var total int64
	buf := make([]byte, 0, 64<<10)
	for {
		// The tail of the last read stays in front: a mark may lie across two reads.
		keep := copy(buf[:cap(buf)], buf[max(0, len(buf)-64):])
		n, err := r.Read(buf[keep:cap(buf)])
		buf = buf[:keep+n]
		total += int64(n)
		if total > left || bomb(uint64(total), f.CompressedSize64, lim) {
			return 0, ErrZipBomb
		}
		if isXML {
			text := bytes.ReplaceAll(buf, []byte{0}, nil) // UTF-16 hides marks behind zero bytes
			if bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.Contains(text, []byte("<!ENTITY")) {
				return 0, ErrExternal
			}
			if contentTypes && bytes.Contains(text, []byte("macroEnabled")) {
				return 0, ErrMacro
			}
		}
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return 0, ErrTruncated
		}
	}
}

func hasSuffix(name string, endings ...string) bool {
	name = strings.ToLower(name)
	for _, e := range endings {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
}

// decodePart calls each for every start element of a part, in order. A missing
// part has no elements.
func decodePart(archive *zip.Reader, name string, each func(*xml.Decoder, xml.StartElement) error) error {
	for _, f := range archive.File {
		if !strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return ErrTruncated
		}
		defer r.Close()
		dec := xml.NewDecoder(r)
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return ErrTruncated
			}
			if start, ok := token.(xml.StartElement); ok {
				if err := each(dec, start); err != nil {
					if known := (*Error)(nil); errors.As(err, &known) {
						return err
					}
					return ErrTruncated
				}
			}
		}
	}
	return nil
}

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// partName resolves a relationship target against the folder of the workbook.
func partName(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(target, "/")
	}
	return path.Join("xl", target)
}
