// Package resolution holds what a cell resolves to do next month: a preamble
// and a few tasks, each with one owner, one deed, one day and the meeting at
// which it is reported. The rule pack resolution.limits keeps it short (five
// tasks, so that it is one page that can be read aloud and remembered): a
// further task is never lost, it stands outside the resolution, in the minutes.
// Secretary, deputy, cell committee and the scribe write it until the minutes
// are confirmed; sealing makes its items into tasks (package task).
package resolution

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Item is one task the cell resolves.
type Item struct {
	ID         string `json:"id"`
	Position   int    `json:"position"`
	Outside    bool   `json:"outside"` // given at the meeting, not in the resolution
	Owner      string `json:"owner"`   // member
	OwnerName  string `json:"owner_name"`
	Deed       string `json:"deed"`
	Measure    string `json:"measure"` // how one sees that it is done
	Due        string `json:"due"`
	ReportAt   string `json:"report_at"`        // period of the meeting that hears of it
	Continues  string `json:"continues"`        // the open task it carries on, or empty
	Helper     string `json:"helper,omitempty"` // member who helps the owner, or empty
	HelperName string `json:"helper_name,omitempty"`
	Document   string `json:"document,omitempty"` // the paper from above it comes of, or empty
	Target     string `json:"target,omitempty"`   // the target of a programme it serves, or empty
}

// Resolution is the resolution of one meeting; before the first Put it is
// empty with version 0.
type Resolution struct {
	Meeting  string `json:"meeting"`
	Preamble string `json:"preamble"`
	VoteID   string `json:"vote_id"`
	Form     string `json:"form"` // resolution, or conclusion
	Items    []Item `json:"items"`
	Version  int64  `json:"version"`
}

// Warning is something worth a second look that stops nobody.
type Warning struct {
	Item string `json:"item"`
	Code string `json:"code"` // catalogue key under "error."
	Args []any  `json:"args"`
}

// Warning codes.
const (
	SixthTask = "resolution_full"     // E18
	NoMeasure = "task_no_measure"     // what counts as done is not said
	Duplicate = "task_duplicate"      // E19
	SameAsOld = "resolution_same_old" // word for word last month's
	LongDeed  = "task_long"           // more than one breath
	TwoDeeds  = "task_two"            // two in one
	Vague     = "task_vague"          // says nothing one can see done
	Sudden    = "task_sudden"         // due before it can be done
)

// place is what this room needs to know of the meeting.
type place struct {
	org, day, period, kind, state string
	circle                        access.Circle
}

func find(rd *store.Reader, meeting string) (p place, err error) {
	err = rd.Get([]any{&p.org, &p.day, &p.period, &p.kind, &p.state, &p.circle}, `select org, day, period, kind, state, circle from meeting where tenant = $1 and id = $2`, meeting)
	return p, err
}

func (p place) settled() bool {
	return p.state == "confirmed" || p.sealed()
}

func (p place) sealed() bool { return p.state == "sealed" || p.state == "reported" }

// Get reads the resolution of a meeting. The level above sees it when it is
// sealed, never the draft.
func Get(rd *store.Reader, meeting string) (Resolution, error) {
	p, err := find(rd, meeting)
	if err != nil {
		return Resolution{}, err
	}
	action := access.MeetingView
	if p.sealed() {
		action = access.ResolutionView
	}
	if err := access.Must(rd, p.circle.Of(action), p.org); err != nil {
		return Resolution{}, err
	}
	return read(rd, meeting)
}

func read(rd *store.Reader, meeting string) (Resolution, error) {
	r := Resolution{Meeting: meeting, Form: AsResolution}
	err := rd.Get([]any{&r.Preamble, &r.VoteID, &r.Form, &r.Version}, `select r.preamble, coalesce(r.vote, ''), r.form, r.version from resolution r where r.tenant = $1 and r.meeting = $2`, meeting)
	if fault.KindOf(err) == fault.NotFound {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Items, err = store.All(rd, func(scan store.Scan) (i Item, err error) {
		err = scan(&i.ID, &i.Position, &i.Outside, &i.Owner, &i.OwnerName, &i.Deed, &i.Measure, &i.Due, &i.ReportAt, &i.Continues, &i.Helper, &i.HelperName, &i.Document, &i.Target)
		return
	}, `select i.id, i.position, i.outside, i.owner, coalesce(p.full_name, ''), i.deed, i.measure, i.due, i.report_at, coalesce(i.continues, ''), i.helper, coalesce(hp.full_name, ''), i.document, i.target
		from resolution_item i
		left join member m on m.tenant = i.tenant and m.id = i.owner
		left join person p on p.tenant = m.tenant and p.id = m.person
		left join member hm on hm.tenant = i.tenant and hm.id = i.helper
		left join person hp on hp.tenant = hm.tenant and hp.id = hm.person
		where i.tenant = $1 and i.meeting = $2 order by i.position`, meeting)
	return r, err
}

// mayWrite asks whether the viewer writes the meeting's resolution.
func (p place) mayWrite(rd *store.Reader) error {
	ok, err := access.Can(rd, p.circle.Of(access.MeetingPrepare), p.org)
	if err != nil || ok {
		return err
	}
	return access.Must(rd, p.circle.Of(access.MeetingRun), p.org)
}
