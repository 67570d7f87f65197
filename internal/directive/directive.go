// Package directive is what a committee sends down to its cells: one paper with what is
// asked and a summary to be read aloud, put into the register of each chosen cell, and
// how far each came with it: sent, opened, on an agenda, discussed, with tasks, done.
// A paper keeps its number, day and issuer through every level, also where the issuer
// stands above whoever sends it on. Of a cell there are dates and counts, never who
// opened it. A cell whose content is closed gets nothing and is named as left out.
package directive

import (
	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Directive is one paper sent down.
type Directive struct {
	ID           string `json:"id"`
	Org          string `json:"org"` // the committee that sent it
	Number       string `json:"number"`
	IssuedOn     string `json:"issued_on"`
	Issuer       string `json:"issuer"` // who issued it, of whatever level
	Abstract     string `json:"abstract"`
	Asked        string `json:"asked"`   // in a sentence
	Summary      string `json:"summary"` // at most document.SummaryLines lines
	Level        string `json:"level"`
	Audience     string `json:"audience"`
	DiscussBy    string `json:"discuss_by"` // "" no day
	SentOn       string `json:"sent_on"`
	ChangedOn    string `json:"changed_on"`
	RecalledOn   string `json:"recalled_on"`
	RecallReason string `json:"recall_reason"`
	Version      int64  `json:"version"`
}

const columns = `d.id, d.org, d.number, d.issued_on, d.issuer, d.abstract, d.asked, d.summary, d.level, d.audience, d.discuss_by, d.sent_on, d.changed_on, d.recalled_on, d.recall_reason, d.version`

func scan(s store.Scan) (d Directive, err error) {
	err = s(&d.ID, &d.Org, &d.Number, &d.IssuedOn, &d.Issuer, &d.Abstract, &d.Asked, &d.Summary, &d.Level, &d.Audience, &d.DiscussBy, &d.SentOn, &d.ChangedOn, &d.RecalledOn, &d.RecallReason, &d.Version)
	return
}

func read(rd *store.Reader, id string) (Directive, error) {
	return store.One(rd, scan, `select `+columns+` from directive d where d.tenant = $1 and d.id = $2`, id)
}

// Get reads one, for those who may see what its committee sends down.
func Get(rd *store.Reader, id string) (Directive, error) {
	d, err := read(rd, id)
	if err == nil {
		err = access.Must(rd, access.DirectiveView, d.Org)
	}
	if err != nil {
		return Directive{}, err
	}
	return d, nil
}

// Of lists what a committee sent down, the last first.
func Of(rd *store.Reader, org string) ([]Directive, error) {
	if err := access.Must(rd, access.DirectiveView, org); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from directive d where d.tenant = $1 and d.org = $2 order by d.sent_on desc, d.id desc limit 500`, org)
}

// mine reads one for whoever may change it, in the version that was edited.
func mine(rd *store.Reader, id string, version int64) (Directive, error) {
	d, err := read(rd, id)
	if err != nil {
		return d, err
	}
	if err := access.Must(rd, access.DirectiveSend, d.Org); err != nil {
		return Directive{}, err
	}
	if d.RecalledOn != "" {
		return d, fault.New(fault.Conflict, "directive_recalled", "number", d.Number)
	}
	if d.Version != version {
		return d, fault.Stale(d)
	}
	return d, nil
}

// paper is the directive as a cell has it.
func (d Directive) paper(org, on string) document.Received {
	return document.Received{Org: org, Origin: d.ID, Number: d.Number, IssuedOn: d.IssuedOn, Issuer: d.Issuer, Abstract: d.Abstract, Summary: d.Summary, Level: d.Level, Audience: d.Audience, ReceivedOn: on, Asked: d.Asked, DiscussBy: d.DiscussBy}
}
