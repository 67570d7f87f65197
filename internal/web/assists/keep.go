package assists

import (
	"net/http"
	"strconv"

	"chibo/internal/assist"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Keep is POST /chi-bo/{cb}/giup/{id}: the cell's word, or what the committee writes.
func Keep(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	due, until := r.Day("due", &wrong), r.Day("until", &wrong)
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err != nil {
				return err
			}
			next = l.here()
			return l.keep(tx, r, due, until)
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, next)
}

// keep does what was asked. The rooms judge who may.
func (l look) keep(tx *store.Tx, r *page.Request, due, until string) (err error) {
	id := l.p.ID
	switch act := r.Text("act"); {
	case !l.keeps && !l.says:
		return fault.Missing()
	case act == "word", act == "" && !l.keeps: // the cell has one thing to say
		_, err = assist.Say(tx, r.Book, id, r.Version(), assist.Word{Word: r.Text("word"), Until: until, Text: r.Long("words")})
	case act == "result":
		n, _ := strconv.Atoi(r.Text("n"))
		_, err = assist.Result(tx, id, n, r.Version(), r.Long("result"))
	case act == "give":
		_, err = assist.Give(tx, id, r.Text("person"))
	case act == "withdraw":
		_, err = assist.Withdraw(tx, id, r.Version(), r.Long("reason"))
	case act == "change":
		_, err = assist.Change(tx, r.Book, id, r.Version(), assist.Help{Aim: r.Text("aim"), Why: r.Long("why"), Until: until, Reasons: r.Texts("reason")})
	default:
		_, err = assist.Add(tx, r.Book, id, r.Text("text"), due)
	}
	return err
}
