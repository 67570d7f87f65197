package handout

import (
	"chibo/internal/access"
	"chibo/internal/concern"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// ConcernSheet is the blank sheet of a cell for what somebody without a phone wants to
// say, in the words of the page; for whoever prints for its members.
func ConcernSheet(rd *store.Reader, book *rule.Book, cell string) (Made, error) {
	if err := access.Must(rd, access.HandoutPrint, cell); err != nil {
		return Made{}, err
	}
	o, err := org.Get(rd, cell)
	if err != nil {
		return Made{}, err
	}
	w := paperWords
	ways := func(ask, prefix string, keys []string) paper.TickList {
		list := paper.TickList{Ask: w.T(ask) + " " + w.T("concern.sheet.one")}
		for _, k := range keys {
			list.Ways = append(list.Ways, w.T(prefix+k))
		}
		return list
	}
	sheet := paper.ConcernSheet{Issuer: o.Name, Title: w.T("concern.sheet.title"), Ask: w.T("concern.f.body") + " " + w.T("concern.f.body.hint"),
		Lists: []paper.TickList{ways("concern.f.to", "concern.to.", concern.Addressees), ways("concern.f.named", "concern.naming.", concern.Namings)},
		Name:  w.T("concern.sheet.name"), Ticks: []string{w.T("concern.f.agreed"), w.T("concern.f.read_back")},
		Stub: []string{w.T("concern.sheet.stub"), w.T("concern.sheet.code"), w.T("concern.sheet.due"), w.T("concern.sheet.taker"), w.T("concern.sheet.keep")}}
	d, err := sheet.Document(minutes.Form(book, rd.Today()))
	return Made{Doc: d, File: minutes.FileName("phieu-tam-tu", o.Name, rd.Today())}, err
}
