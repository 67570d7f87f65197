package document

import (
	"errors"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/blob"
	"chibo/internal/fault"
	"chibo/internal/office/reading"
	"chibo/internal/vi"
)

// Checked is a file that may be kept: recognised by its content, named safely,
// without a mark as far as it could be read.
type Checked struct {
	Name   string // with the ending of what it is
	Format string
	Unread string // what could not be checked: reading.All, Pictures, Partly, Nothing
	Size   int
	Sum    string // once kept
	data   []byte
}

// Check refuses a file over the limit (E21), one that is none of the formats
// taken or is broken (E22), and one that carries a secret mark (E20). field is
// the form's name of the file. Nothing has been written when it returns.
func Check(field, name string, data []byte) (Checked, error) {
	if len(data) > blob.Limit {
		return Checked{}, fault.Bad(field, "file_too_large", "size", (len(data)+1<<20-1)>>20, "limit", blob.Limit>>20)
	}
	if markedName(name) {
		return Checked{}, fault.Bad(field, "secret_mark")
	}
	var m marked
	format, unread, err := reading.Lines(data, m.line)
	switch {
	case m.found: // even where the rest of the file is broken
		return Checked{}, fault.Bad(field, "secret_mark")
	case errors.Is(err, reading.ErrBomb):
		return Checked{}, fault.Bad(field, "file_swells")
	case errors.Is(err, reading.ErrProgram):
		return Checked{}, fault.Bad(field, "file_program")
	case err != nil:
		return Checked{}, fault.Bad(field, "file_unreadable")
	}
	return Checked{Name: safeName(name, format), Format: format, Unread: unread, Size: len(data), data: data}, nil
}

// Keep puts a checked file on the disk, before the row that names it.
func (c Checked) Keep(files blob.Store, tenant int64) (Checked, error) {
	sum, err := files.Put(tenant, c.data)
	c.Sum = sum
	return c, err
}

// safeName is the name a file is offered under again: no folders, no signs a
// system reads as its own, the ending of what the file is.
func safeName(name, format string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(name); len(ext) > 1 && len(ext) <= 6 && !strings.ContainsFunc(ext[1:], func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		name = strings.TrimSuffix(name, ext)
	}
	name = vi.Clean(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" -_.,()+", r) {
			return r
		}
		return ' '
	}, name))
	name = strings.Trim(name, " .-_")
	for len(name) > 120 {
		r := []rune(name)
		name = strings.TrimSpace(string(r[:len(r)-1]))
	}
	if name == "" {
		name = "tai lieu"
	}
	return name + "." + format
}

// Marked tells whether a text carries a secret mark.
func Marked(text string) bool {
	var m marked
	for l := range strings.SplitSeq(text, "\n") {
		m.line(l)
	}
	return m.found
}
