package me

import (
	"bytes"
	"encoding/json"

	"chibo/internal/i18n"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Take is the own file as JSON of whoever the reader reads as: for a copy that the
// committee hands over on request. The caller has asked the right.
func Take(rd *store.Reader, book *rule.Book) ([]byte, error) {
	all, err := collect(rd, &page.Request{Book: book, Words: i18n.For("vi")})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	err = out.Encode(all)
	return b.Bytes(), err
}
