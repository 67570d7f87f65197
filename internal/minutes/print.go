package minutes

import (
	"fmt"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// DocxOf makes one version of a sealed paper (0: the newest) and its file name,
// from its sealed bytes alone. Those who may read the version get it.
func DocxOf(rd *store.Reader, book *rule.Book, paperID string, version int) ([]byte, string, error) {
	s, err := VersionOf(rd, paperID, version)
	if err != nil {
		return nil, "", err
	}
	return docxOf(rd, book, s)
}

func docxOf(rd *store.Reader, book *rule.Book, s Sealed) ([]byte, string, error) {
	d, file, err := sheetOf(rd, book, s)
	if err != nil {
		return nil, "", err
	}
	b, err := d.Bytes()
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return b, file + ".docx", nil
}

// sheetOf is a sealed version as blocks, with its file name.
func sheetOf(rd *store.Reader, book *rule.Book, s Sealed) (docx.Document, string, error) {
	d, err := s.Document()
	if err != nil {
		return docx.Document{}, "", err
	}
	p, err := printed(rd, book, s, d)
	if err != nil {
		return docx.Document{}, "", err
	}
	sheet, err := p.Document(formOf(book, meeting.Meeting{Day: d.Body.Day, Kind: d.Body.Kind}))
	if err != nil {
		return sheet, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	name := FileName(s.Type, d.Body.Cell, d.Body.Period)
	if s.Type == TypeExtract {
		name += fmt.Sprintf("-so-%02d", s.Number)
	}
	if s.Version > 1 {
		name += fmt.Sprintf("-dinh-chinh-%d", s.Version-1)
	}
	return sheet, name, nil
}

// sent makes the newest version of a meeting's paper that the cell sent to
// those who otherwise do not see it.
func sent(rd *store.Reader, book *rule.Book, id, kind string) (docx.Document, string, error) {
	all, err := Papers(rd, id)
	if err != nil {
		return docx.Document{}, "", err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Type == kind {
			return sheetOf(rd, book, all[i])
		}
	}
	return docx.Document{}, "", fault.Missing()
}

// sealedPaper reads a meeting's newest sealed paper back from its bytes; nil
// when it has none. "resolution" is whatever the meeting adopted.
func sealedPaper(rd *store.Reader, book *rule.Book, m meeting.Meeting, kind string) (paper.Paper, string, error) {
	s, err := newest(rd, m.ID, kind)
	if store.IsNoRow(err) && kind == TypeResolution {
		s, err = newest(rd, m.ID, TypeConclusion)
	}
	if store.IsNoRow(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	d, err := s.Document()
	if err != nil {
		return nil, "", err
	}
	p, err := printed(rd, book, s, d)
	return p, d.Body.Cell, err
}

// printed is a sealed paper with its state line, its QR and, of a corrected
// version, what it corrects.
func printed(rd *store.Reader, book *rule.Book, s Sealed, d Document) (paper.Paper, error) {
	when, hash := s.Shown()
	address, err := verifyAddress(rd)
	if err != nil {
		return nil, err
	}
	seal := &paper.Seal{QR: address + "/" + s.Code(), Address: address, Document: s.ID, Version: s.Version, Hash: hash, State: "đã khóa " + when}
	for _, c := range d.Body.Confirmations {
		if c.Method == "paper" {
			seal.State += ", đã ký bản giấy"
			break
		}
	}
	in, err := meeting.CircleOf(rd, s.Meeting)
	if err != nil {
		return nil, err
	}
	mark := paper.Mark{Foot: d.Body.Symbol + " · " + d.Body.Cell, Seal: seal, Correction: d.Body.Correction.line(in)}
	switch b := d.Body; {
	case b.Minutes != nil:
		b.Minutes.Mark = mark
		b.Minutes.Annex, err = annex(rd, book, s.Meeting)
		return *b.Minutes, err
	case b.Resolution != nil:
		b.Resolution.Mark = mark
		return *b.Resolution, nil
	case b.Extract != nil:
		b.Extract.Mark = mark
		return *b.Extract, nil
	}
	return nil, fmt.Errorf("paper %s holds nothing to print", s.ID)
}

// Code is what the QR of a printed paper holds behind the address: document,
// version and the first 16 bytes of the commitment.
func (s Sealed) Code() string { return fmt.Sprintf("%s/%d/%x", s.ID, s.Version, s.Commitment[:16]) }
