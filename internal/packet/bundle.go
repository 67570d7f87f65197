package packet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"chibo/internal/blob"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// ReadFirst is the file that says what goes where.
const ReadFirst = "DOC-TRUOC.txt"

// PasteFrom is the file of texts to be pasted.
const PasteFrom = "CHU-DE-CHEP.txt"

// Piece is one file with its bytes, ready to be packed.
type Piece struct {
	Box  string // title of its box
	Name string // without ending
	Ext  string // docx, xlsx, pdf, jpg
	Data []byte
}

// Pieces gathers the files of a part, each looked through once more: a packet
// with a file that carries a secret mark is refused whole.
func Pieces(rd *store.Reader, book *rule.Book, files blob.Store, id, part string) ([]Box, []Piece, error) {
	boxes, err := Boxes(rd, book, id, part)
	if err != nil {
		return nil, nil, err
	}
	var out []Piece
	for _, b := range boxes {
		for _, f := range b.Files {
			p := Piece{Box: b.Title, Name: f.Name, Ext: "docx"}
			if f.Paper != "" {
				p.Data, _, err = minutes.Docx(rd, book, id, f.Paper)
			} else {
				p.Ext = f.Attachment.Format
				if p.Data, err = files.Get(rd.Viewer().Tenant, f.Attachment.Sum); errors.Is(err, blob.ErrGone) {
					err = fault.New(fault.Unavailable, "file_gone").Because(err)
				}
			}
			if err != nil {
				return nil, nil, err
			}
			if _, err := document.Check("file", f.Title+"."+p.Ext, p.Data); err != nil {
				return nil, nil, fault.New(fault.Invalid, "packet_secret", "title", f.Title).Because(err)
			}
			out = append(out, p)
		}
		if document.Marked(b.Text) {
			return nil, nil, fault.New(fault.Invalid, "packet_secret", "title", b.Title)
		}
	}
	return boxes, out, nil
}

// Zip packs a part: the files, the texts to be pasted and what goes where, all of
// the hour at which it was made. pdf
// makes a PDF of a .docx; nil where there is no program for it, and then the
// packet says so.
func Zip(made time.Time, boxes []Box, pieces []Piece, pdf func([]byte) ([]byte, error)) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, data []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made})
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}
	names := map[string][]string{} // by box
	for _, p := range pieces {
		if err := put(p.Name+"."+p.Ext, p.Data); err != nil {
			return nil, err
		}
		names[p.Box] = append(names[p.Box], p.Name+"."+p.Ext)
		if p.Ext != "docx" || pdf == nil {
			continue
		}
		data, err := pdf(p.Data)
		if err != nil {
			return nil, err
		}
		if err := put(p.Name+".pdf", data); err != nil {
			return nil, err
		}
		names[p.Box] = append(names[p.Box], p.Name+".pdf")
	}
	if err := put(ReadFirst, crlf(readFirst(boxes, names, pdf != nil))); err != nil {
		return nil, err
	}
	if err := put(PasteFrom, crlf(pasteFrom(boxes))); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// readFirst lists what goes into which box, in the app's order.
func readFirst(boxes []Box, names map[string][]string, withPDF bool) string {
	var s strings.Builder
	s.WriteString("GÓI CHO SỔ TAY ĐẢNG VIÊN ĐIỆN TỬ\n\nMở Sổ tay, điền lần lượt các ô dưới đây. Chữ để chép nằm trong tệp " + PasteFrom + ".\nThứ tự ô tạm dùng: Sổ tay đổi ô thì làm theo Sổ tay.\n")
	if !withPDF {
		s.WriteString("Máy chủ chưa có công cụ tạo .pdf nên gói chỉ có .docx.\n")
	}
	for n, b := range boxes {
		fmt.Fprintf(&s, "\nÔ %d: %s\n", n+1, b.Title)
		switch {
		case b.Text == "" && len(names[b.Title]) == 0:
			s.WriteString("   Chưa có nội dung.\n")
		case b.Text != "":
			s.WriteString("   Chép phần chữ của ô này.\n")
		}
		for _, f := range names[b.Title] {
			s.WriteString("   Tệp: " + f + "\n")
		}
	}
	return s.String()
}

func pasteFrom(boxes []Box) string {
	var s strings.Builder
	for n, b := range boxes {
		if b.Text != "" {
			fmt.Fprintf(&s, "===== Ô %d: %s =====\n%s\n\n", n+1, b.Title, b.Text)
		}
	}
	return s.String()
}

// crlf is a text as the plainest editor of Windows opens it: with a mark of its
// encoding and its line ends.
func crlf(s string) []byte {
	return []byte("\ufeff" + strings.ReplaceAll(s, "\n", "\r\n"))
}
