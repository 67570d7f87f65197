package api

import (
	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"context"
)

// Datum is one thing kept about persons; texts in Vietnamese, as the register says them.
type Datum struct {
	Key       string              `json:"key"`
	Title     string              `json:"title"`
	Purpose   string              `json:"purpose"`
	Basis     string              `json:"basis"`
	Sensitive bool                `json:"sensitive"`
	Readers   []access.Post       `json:"readers" nullable:"false" doc:"Posts that read it; empty: the person alone, or nobody"`
	Kept      string              `json:"kept"`
	Columns   map[string][]string `json:"columns" doc:"Where it lies"`
}

func (s *server) kept() {
	readSaying(s, "register.get", func(ctx context.Context, rd *store.Reader, _ *struct{}) (List[Datum], error) {
		lang := i18n.From(ctx).Lang()
		top, err := org.Root(rd)
		if err == nil {
			err = org.Must(rd, access.PrivacyKeep, top.ID)
		}
		return list(privacy.Explained(s.book(rd), rd.Today()), "", func(w privacy.Why) Datum {
			return Datum{Key: w.Key, Title: w.Title.In(lang), Purpose: w.Purpose.In(lang), Basis: w.Ground.In(lang), Sensitive: w.Sensitive, Readers: append([]access.Post{}, w.Readers...), Kept: w.Kept.In(lang), Columns: w.Columns}
		}), err
	})
}
