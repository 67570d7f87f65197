package api

import (
	"chibo/internal/digest"
	"chibo/internal/store"
)

func (s *server) digest() {
	read(s, "me.digest", func(rd *store.Reader, _ *struct{}) (List[WaitingKind], error) {
		all, err := digest.Of(rd, s.book(rd))
		return list(all, "", func(l digest.Line) WaitingKind { return WaitingKind(l) }), err
	})
	read(s, "me.letters", func(rd *store.Reader, _ *struct{}) (Letters, error) {
		c, err := digest.Mine(rd, s.book(rd))
		return wireLetters(c), err
	})
	write(s, "me.letters.put", func(tx *store.Tx, in *struct {
		Body struct {
			Address string `json:"address,omitempty" maxLength:"254" doc:"Kept sealed; empty erases it"`
			Mail    bool   `json:"mail"`
			Hour    int    `json:"hour" minimum:"0" maximum:"23" doc:"One of rule digest.rhythm"`
			Days    string `json:"days" enum:"daily,workdays,weekly"`
			Version int64  `json:"version"`
		}
	}) (Letters, error) {
		b := in.Body
		c, err := digest.Choose(tx, s.book(tx), digest.Choice{Address: b.Address, Mail: b.Mail, Hour: b.Hour, Days: b.Days, Version: b.Version})
		return wireLetters(c), err
	})
}

// WaitingKind is one kind of thing that waits for the caller, and how many of it.
type WaitingKind struct {
	Code string `json:"code"`
	N    int    `json:"n"`
}

// Letters is whether the caller is mailed about it, where and when.
type Letters struct {
	Address string `json:"address,omitempty" doc:"For the caller alone"`
	Mail    bool   `json:"mail"`
	Hour    int    `json:"hour"`
	Days    string `json:"days" enum:"daily,workdays,weekly"`
	OffWhy  string `json:"off_why,omitempty" enum:"link,undeliverable" doc:"Why letters went off without the caller saying so"`
	OffOn   string `json:"off_on,omitempty"`
	Version int64  `json:"version"`
}

func wireLetters(c digest.Choice) Letters {
	return Letters{Address: c.Address, Mail: c.Mail, Hour: c.Hour, Days: c.Days, OffWhy: c.OffWhy, OffOn: c.OffOn, Version: c.Version}
}
