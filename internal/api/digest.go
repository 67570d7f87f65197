package api

import (
	"chibo/internal/digest"
	"chibo/internal/store"
)

func (s *server) digest() {
	read(s, "me.digest", func(rd *store.Reader, _ *struct{}) (List[digest.Line], error) {
		all, err := digest.Of(rd, s.book(rd))
		return list(all, "", func(l digest.Line) digest.Line { return l }), err
	})
	read(s, "me.letters", func(rd *store.Reader, _ *struct{}) (digest.Choice, error) { return digest.Mine(rd, s.book(rd)) })
	write(s, "me.letters.put", func(tx *store.Tx, in *struct {
		Body struct {
			Address string `json:"address,omitempty" maxLength:"254" doc:"Kept sealed; empty erases it"`
			Mail    bool   `json:"mail"`
			Hour    int    `json:"hour" minimum:"0" maximum:"23" doc:"One of rule digest.rhythm"`
			Days    string `json:"days" enum:"daily,workdays,weekly"`
			Version int64  `json:"version"`
		}
	}) (digest.Choice, error) {
		b := in.Body
		return digest.Choose(tx, s.book(tx), digest.Choice{Address: b.Address, Mail: b.Mail, Hour: b.Hour, Days: b.Days, Version: b.Version})
	})
}
