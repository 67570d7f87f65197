package docx

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns text fit for a paper: NFC, no invalid UTF-8, no control
// characters but line feed and tab, and no invisible direction marks, which
// could make a printed sentence read differently from the stored one.
func Clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r < 0x20, r >= 0x7F && r < 0xA0:
			return -1
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF:
			return -1
		case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF: // Unicode noncharacters
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

// escape cleans text and makes it safe between tags and inside attributes.
func escape(s string) string {
	var b strings.Builder
	// Writing to a strings.Builder cannot fail.
	_ = xml.EscapeText(&b, []byte(Clean(s)))
	return b.String()
}
