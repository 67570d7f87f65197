// Package reading recognises a file by what is in it (.docx, .xlsx, .pdf, .jpg,
// whatever its name says) and gives the words a program can read in it, line by
// line. It says what it could not read: pictures, scanned pages, letters of a
// .pdf without a table of their meaning. Archives that unpack to much more than
// they weigh, or carry programs, are refused before they are understood.
package reading

import (
	"archive/zip"
	"bytes"
	"errors"
	"image/jpeg"
	"strings"
)

// The formats taken.
const (
	Docx = "docx"
	Xlsx = "xlsx"
	PDF  = "pdf"
	JPG  = "jpg"
)

// What could not be read.
const (
	All      = ""         // every word was read
	Pictures = "pictures" // words inside the pictures of the file
	Partly   = "partly"   // a .pdf: some pages or letters
	Nothing  = "nothing"  // a picture, or a .pdf of pictures
)

// ErrUnreadable is returned for a file that is none of the four, is broken or
// has a password; ErrBomb for one that unpacks beyond the limits; ErrProgram
// for one with macros.
var (
	ErrUnreadable = errors.New("reading: not one of the formats taken, or broken")
	ErrBomb       = errors.New("reading: unpacks to more than is read")
	ErrProgram    = errors.New("reading: carries a program")
)

// Limits of what is unpacked.
const (
	mostParts    = 2000
	mostUnpacked = 48 << 20 // of all that is read
	mostRatio    = 200      // of a part over a megabyte
	mostLine     = 4000     // bytes; longer lines are cut in parts
)

// Lines recognises a file and calls each for every line of words in it, with
// tabs where words stand in columns. It returns the format and what could not
// be read.
func Lines(data []byte, each func(line string)) (format, unread string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return archived(data, each)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		unread, err = pdf(data, each)
		return PDF, unread, err
	case bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}):
		if _, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil {
			return "", "", ErrUnreadable
		}
		return JPG, Nothing, nil
	}
	return "", "", ErrUnreadable
}

// archived reads the two office formats, which are archives of XML.
func archived(data []byte, each func(string)) (format, unread string, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", "", ErrUnreadable
	}
	if len(archive.File) > mostParts {
		return "", "", ErrBomb
	}
	var declared uint64
	for _, f := range archive.File {
		name := strings.ToLower(f.Name)
		switch {
		case f.UncompressedSize64 > mostUnpacked, f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > mostRatio:
			return "", "", ErrBomb
		case strings.HasSuffix(name, "vbaproject.bin"):
			return "", "", ErrProgram
		case name == "word/document.xml":
			format = Docx
		case name == "xl/workbook.xml":
			format = Xlsx
		case strings.Contains(name, "/media/"):
			unread = Pictures
		}
		if declared += f.UncompressedSize64; declared > mostUnpacked {
			return "", "", ErrBomb
		}
	}
	if format == "" {
		return "", "", ErrUnreadable
	}
	left := int64(mostUnpacked)
	for _, f := range archive.File {
		if !worded(strings.ToLower(f.Name)) {
			continue
		}
		if err := part(f, &left, each); err != nil {
			return "", "", err
		}
	}
	return format, unread, nil
}

// worded tells which parts of an archive hold words people see.
func worded(name string) bool {
	if !strings.HasSuffix(name, ".xml") || strings.Contains(name, "/_rels/") || strings.Contains(name, "/theme/") {
		return false
	}
	for _, skip := range []string{"word/styles", "word/settings", "word/fonttable", "word/numbering", "word/websettings", "xl/styles", "xl/calcchain"} {
		if strings.HasPrefix(name, skip) {
			return false
		}
	}
	return strings.HasPrefix(name, "word/") || strings.HasPrefix(name, "xl/")
}
