package directive

import (
	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Kind is how many cells of a kind a committee has.
type Kind struct {
	Kind  string `json:"kind"`
	Cells int    `json:"cells"`
}

// Reach is whom a paper may be sent to: counted before it is sent.
type Reach struct {
	Cells   int      `json:"cells"` // those of Kinds together
	Kinds   []Kind   `json:"kinds"` // in the order of the tree
	LeftOut []string `json:"left_out"`
}

// ReachOf counts the cells below a committee by kind and names those that get nothing,
// for those who send.
func ReachOf(rd *store.Reader, committee string) (Reach, error) {
	r := Reach{Kinds: []Kind{}, LeftOut: []string{}}
	if err := access.Must(rd, access.DirectiveSend, committee); err != nil {
		return r, err
	}
	cells, err := Below(rd, committee)
	at := map[string]int{}
	for _, o := range cells {
		if o.Kind == string(rule.KindArmedForces) {
			r.LeftOut = append(r.LeftOut, o.Name)
			continue
		}
		if _, there := at[o.Kind]; !there {
			at[o.Kind], r.Kinds = len(r.Kinds), append(r.Kinds, Kind{Kind: o.Kind})
		}
		r.Cells++
		r.Kinds[at[o.Kind]].Cells++
	}
	return r, err
}

// Tally counts, for papers of a committee sent within days, the cells that got each and
// stand today, and how many of them opened it.
func Tally(rd *store.Reader, org, from, until string) (map[string]Counts, error) {
	if err := access.Must(rd, access.DirectiveView, org); err != nil {
		return nil, err
	}
	type row struct {
		id string
		Counts
	}
	all, err := store.All(rd, func(s store.Scan) (r row, err error) { err = s(&r.id, &r.Cells, &r.Opened); return }, `
		select c.directive, count(*), sum(case when c.opened_on <> '' or `+treated("$6")+` then 1 else 0 end) from directive d join directive_cell c on c.tenant = d.tenant and c.directive = d.id
		join org_edge e on e.tenant = c.tenant and e.org = c.org and e.valid_from <= $5 and (e.valid_to is null or e.valid_to > $5)
		where d.tenant = $1 and d.org = $2 and d.sent_on >= $3 and d.sent_on <= $4 and not c.left_out group by c.directive`, org, from, until, rd.Today(), rd.Now())
	out := map[string]Counts{}
	for _, r := range all {
		out[r.id] = r.Counts
	}
	return out, err
}

// Files lists the files of a paper sent down.
func Files(rd *store.Reader, id string) ([]document.Attachment, error) {
	if _, err := Get(rd, id); err != nil {
		return nil, err
	}
	return document.SentFiles(rd, id)
}

// File reads the row of one file the viewer may have: of his meeting, of a paper of his
// cell, or of a paper he sees sent down.
func File(rd *store.Reader, id string) (document.Attachment, error) {
	a, err := document.Open(rd, id)
	if fault.KindOf(err) != fault.NotFound {
		return a, err
	}
	if a, err = document.SentFile(rd, id); err == nil {
		_, err = Get(rd, a.Document)
	}
	if err != nil {
		return document.Attachment{}, err
	}
	return a, nil
}

// MayAttach asks, before a file is read, whether one may come to this paper.
func MayAttach(rd *store.Reader, id string) (Directive, error) {
	d, err := read(rd, id)
	if err == nil {
		err = access.Must(rd, access.DirectiveSend, d.Org)
	}
	if err != nil {
		return Directive{}, err
	}
	if d.RecalledOn != "" {
		return d, fault.New(fault.Conflict, "directive_recalled", "number", d.Number)
	}
	return d, nil
}

// Attach puts a file that document.Check let through to the paper sent down that
// a.Document names: every cell that has the paper can open it. The same file again is
// the same.
func Attach(tx *store.Tx, a document.Attachment, c document.Checked) (document.Attachment, error) {
	d, err := MayAttach(tx.Reader, a.Document)
	if err != nil {
		return document.Attachment{}, err
	}
	a.Meeting, a.Item, a.Level = "", "", d.Level
	return document.AttachSent(tx, d.Org, a, c)
}

// sent tells whether a file is one of a paper sent down.
func sent(rd *store.Reader, a document.Attachment) (bool, error) {
	if a.Document == "" {
		return false, nil
	}
	n, err := rd.Int(`select count(*) from directive where tenant = $1 and id = $2`, a.Document)
	return n > 0, err
}

// MayDrop asks whether the viewer may take a file away.
func MayDrop(rd *store.Reader, a document.Attachment) error {
	down, err := sent(rd, a)
	if err != nil {
		return err
	}
	if !down {
		return document.MayDetach(rd, a)
	}
	_, err = MayAttach(rd, a.Document)
	return err
}

// Drop takes a file away: of a paper sent down as long as it is not recalled, of anything
// else as document.Detach says.
func Drop(tx *store.Tx, a document.Attachment) error {
	down, err := sent(tx.Reader, a)
	if err != nil {
		return err
	}
	if !down {
		return document.Detach(tx, a.ID)
	}
	d, err := MayAttach(tx.Reader, a.Document)
	if err != nil {
		return err
	}
	return document.DetachSent(tx, d.Org, a)
}
