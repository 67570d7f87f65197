package minutes

import (
	"encoding/json"
	"fmt"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
)

// sealedPaper reads a sealed paper back from its bytes; nil when not sealed.
func sealedPaper(rd *store.Reader, m meeting.Meeting, kind string) (paper.Paper, string, error) {
	all, err := store.All(rd, scanSealed, `select `+sealedColumns+` from paper where tenant = $1 and meeting = $2 and type = $3 order by version desc limit 1`, m.ID, kind)
	if err != nil || len(all) == 0 {
		return nil, "", err
	}
	s := all[0]
	var d Document
	if err := json.Unmarshal(s.Body, &d); err != nil {
		return nil, "", err
	}
	when, hash := s.Shown()
	address, err := verifyAddress(rd)
	if err != nil {
		return nil, "", err
	}
	seal := &paper.Seal{QR: fmt.Sprintf("%s/%s/%d/%x", address, s.ID, s.Version, s.Commitment[:16]), Address: address, Document: s.ID, Version: s.Version, Hash: hash, State: "đã khóa " + when}
	for _, c := range d.Body.Confirmations {
		if c.Method == "paper" {
			seal.State += ", đã ký bản giấy"
			break
		}
	}
	mark := paper.Mark{Foot: d.Body.Symbol + " · " + d.Body.Cell, Seal: seal}
	switch {
	case d.Body.Minutes != nil:
		d.Body.Minutes.Mark = mark
		return *d.Body.Minutes, d.Body.Cell, nil
	case d.Body.Resolution != nil:
		d.Body.Resolution.Mark = mark
		return *d.Body.Resolution, d.Body.Cell, nil
	}
	return nil, "", fmt.Errorf("paper %s holds nothing to print", s.ID)
}

// verifyAddress is where a printed paper is checked: the committee's address,
// or the command where it has none.
func verifyAddress(rd *store.Reader) (string, error) {
	settings := ""
	if err := rd.Get([]any{&settings}, `select settings from tenant where tenant = $1`); err != nil && !store.IsNoRow(err) {
		return "", err
	}
	var s struct{ URL string }
	if settings != "" {
		if err := json.Unmarshal([]byte(settings), &s); err != nil {
			return "", err
		}
	}
	if s.URL == "" {
		return "chibo:verify", nil
	}
	return s.URL + "/v", nil
}
