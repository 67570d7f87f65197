package document

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states of a paper in a cell, which follow its meetings.
const (
	Seen      = "seen"
	Scheduled = "scheduled" // on the agenda of a meeting to come
	Discussed = "discussed" // the meeting that had it is over
)

// SummaryLines is how many lines are read aloud in a cell.
const SummaryLines = 5

// Received is a paper a cell has from above.
type Received struct {
	ID         string
	Org        string
	Origin     string // the committee's own paper it is a copy of; "" entered by the cell
	Number     string // 12-KH/ĐU
	IssuedOn   string
	Issuer     string
	Abstract   string
	Summary    string // at most SummaryLines lines, written to be read aloud
	Level      string
	Audience   string
	ReceivedOn string
	Version    int64
	State      string
	Meeting    string // in which it stands or stood on the agenda
	MeetingDay string

	// Of a paper sent down (Origin), written by the committee alone.
	Asked        string // what is asked of the cell, in a sentence
	DiscussBy    string // the day by which it should be discussed; "" none
	ChangedOn    string // the day the committee last corrected its text
	RecalledOn   string // the day it was recalled, and why
	RecallReason string
}

// columns tell the state from the agendas: a paper is discussed when a meeting
// that had it on its agenda is over.
const columns = `d.id, d.org, d.origin, d.number, d.issued_on, d.issuer, d.abstract, d.summary, d.level, d.audience, d.received_on, d.version,
	d.asked, d.discuss_by, d.changed_on, d.recalled_on, d.recall_reason, coalesce(m.id, ''), coalesce(m.day, ''), coalesce(m.closed_at, 0)`

const tables = ` from document d
	left join meeting m on m.tenant = d.tenant and m.id = (
		select i.meeting from agenda_item i join meeting x on x.tenant = i.tenant and x.id = i.meeting
		where i.tenant = d.tenant and i.source_kind = 'document' and i.source_id = d.id and x.org = d.org and x.circle = '' and not i.secret order by x.starts_at desc limit 1)
	where d.tenant = $1`

func scanReceived(scan store.Scan) (d Received, err error) {
	closed := int64(0)
	err = scan(&d.ID, &d.Org, &d.Origin, &d.Number, &d.IssuedOn, &d.Issuer, &d.Abstract, &d.Summary, &d.Level, &d.Audience, &d.ReceivedOn, &d.Version, &d.Asked, &d.DiscussBy, &d.ChangedOn, &d.RecalledOn, &d.RecallReason, &d.Meeting, &d.MeetingDay, &closed)
	switch {
	case closed > 0:
		d.State = Discussed
	case d.Meeting != "":
		d.State = Scheduled
	default:
		d.State = Seen
	}
	return
}

// Register lists the papers of a cell that are meant for the viewer, the last
// received first.
func Register(rd *store.Reader, org string) ([]Received, error) {
	if err := access.Must(rd, access.DocumentView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanReceived, `select `+columns+tables+` and d.org = $2 order by d.received_on desc, d.id desc limit 500`, org)
	if err != nil {
		return nil, err
	}
	return forViewer(rd, org, all)
}

// Waiting lists what a meeting should still treat: papers for every member,
// received by its day, not recalled, that no meeting has discussed and that the cell
// has not set aside for good. A committee's own meeting treats none: the paper is for
// the cell.
func Waiting(rd *store.Reader, m meeting.Meeting) ([]Received, error) {
	if m.OfCommittee() {
		return nil, nil
	}
	if err := access.Must(rd, access.DocumentView, m.Org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanReceived, `select `+columns+tables+` and d.org = $2 and d.audience = $3 and d.received_on <= $4 and d.recalled_on = ''
		and not exists (select 1 from agenda_removed r join meeting x on x.tenant = r.tenant and x.id = r.meeting
			where r.tenant = d.tenant and r.source_kind = 'document' and r.source_id = d.id and x.org = d.org and x.circle = '' and not r.later)
		order by d.received_on, d.id`, m.Org, ForMembers, m.Day)
	return slices.DeleteFunc(all, func(d Received) bool { return d.State == Discussed || d.Meeting != "" && d.Meeting != m.ID }), err
}

// Treated lists the papers of which a meeting may resolve something: it, or one of the
// cell before it, had them on its agenda, within a year. A committee's own meeting has
// none.
func Treated(rd *store.Reader, m meeting.Meeting) ([]Received, error) {
	if m.OfCommittee() {
		return nil, nil
	}
	if err := access.Must(rd, access.DocumentView, m.Org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanReceived, `select `+columns+tables+` and d.org = $2 and d.received_on > $4 and d.received_on <= $3
		and exists (select 1 from agenda_item i join meeting x on x.tenant = i.tenant and x.id = i.meeting
			where i.tenant = d.tenant and i.source_kind = 'document' and i.source_id = d.id and not i.secret and x.org = d.org and x.circle = '' and x.day <= $3)
		order by d.received_on desc, d.id limit 100`, m.Org, m.Day, vi.AddDays(m.Day, -365))
	if err != nil {
		return nil, err
	}
	return forViewer(rd, m.Org, all)
}

// forViewer takes out the papers of a cell that are not meant for the viewer.
func forViewer(rd *store.Reader, org string, all []Received) ([]Received, error) {
	mine := map[string]bool{}
	for _, a := range Audiences {
		is, err := meant(rd, org, a)
		if err != nil {
			return nil, err
		}
		mine[a] = is
	}
	return slices.DeleteFunc(all, func(d Received) bool { return !mine[d.Audience] }), nil
}

// Get reads one paper that is meant for the viewer.
func Get(rd *store.Reader, id string) (Received, error) {
	d, err := store.One(rd, scanReceived, `select `+columns+tables+` and d.id = $2`, id)
	if err != nil {
		return Received{}, err
	}
	is, err := meant(rd, d.Org, d.Audience)
	if err == nil && !is {
		err = fault.Missing()
	}
	if err != nil {
		return Received{}, err
	}
	return d, nil
}

// tidy cleans a paper as typed and says everything that is wrong with it.
func (d *Received) tidy(today string) error {
	d.Number, d.Issuer, d.Abstract, d.Summary = vi.Clean(d.Number), vi.Clean(d.Issuer), vi.Clean(d.Abstract), vi.CleanText(d.Summary)
	if d.ReceivedOn == "" {
		d.ReceivedOn = today
	}
	var bad fault.Fields
	if d.Number == "" || len(d.Number) > 120 {
		bad.Add("number", "document_number")
	}
	if d.Issuer == "" || len(d.Issuer) > 400 {
		bad.Add("issuer", "document_issuer")
	}
	if d.Abstract == "" || len(d.Abstract) > 1000 {
		bad.Add("abstract", "document_abstract")
	}
	if !vi.ValidDay(d.IssuedOn) || d.IssuedOn > d.ReceivedOn {
		bad.Add("issued_on", "document_issued")
	}
	if !vi.ValidDay(d.ReceivedOn) || d.ReceivedOn > today {
		bad.Add("received_on", "document_received")
	}
	if n := len(strings.FieldsFunc(d.Summary, func(r rune) bool { return r == '\n' })); n == 0 || n > SummaryLines || len(d.Summary) > 4000 {
		bad.Add("summary", "document_summary", "lines", SummaryLines)
	}
	if !slices.Contains(Audiences, d.Audience) {
		bad.Add("audience", "document_audience")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return taken(d.Level, d.Number, d.Issuer, d.Abstract, d.Summary)
}

// taken refuses a level that is not taken and words that carry a mark.
func taken(level string, texts ...string) error {
	if !slices.Contains(Levels, level) {
		return fault.Bad("level", "secret_mark")
	}
	for _, t := range texts {
		var m marked
		for l := range strings.SplitSeq(t, "\n") {
			if m.line(l); m.found {
				return fault.Bad("level", "secret_mark")
			}
		}
	}
	return nil
}

// Receive enters a paper from above. The same number, day and issuer again is
// the same paper.
func Receive(tx *store.Tx, d Received) (Received, error) {
	if err := access.Must(tx.Reader, access.DocumentEdit, d.Org); err != nil {
		return Received{}, err
	}
	if closed, err := meeting.ClosedContent(tx.Reader, d.Org, tx.Today()); err != nil || closed {
		if closed {
			err = fault.New(fault.Invalid, "meeting_content_closed")
		}
		return Received{}, err
	}
	if err := d.tidy(tx.Today()); err != nil {
		return Received{}, err
	}
	old, err := store.All(tx.Reader, scanReceived, `select `+columns+tables+` and d.org = $2 and d.number = $3 and d.issued_on = $4 and d.issuer = $5`, d.Org, d.Number, d.IssuedOn, d.Issuer)
	if err != nil {
		return Received{}, err
	}
	if len(old) > 0 {
		if o := old[0]; o.Abstract == d.Abstract && o.Summary == d.Summary && o.Audience == d.Audience && o.Level == d.Level {
			return o, nil
		}
		return Received{}, fault.Bad("number", "document_exists", "number", d.Number, "day", vi.ShowDay(d.IssuedOn))
	}
	return insert(tx, d)
}

func insert(tx *store.Tx, d Received) (Received, error) {
	d.ID, d.Version, d.State = store.NewID(), 1, Seen
	if _, err := tx.Exec(`insert into document (tenant, id, org, origin, number, issued_on, issuer, abstract, summary, level, audience, received_on, version, at, by_person, asked, discuss_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14, $15, $16)`,
		d.ID, d.Org, d.Origin, d.Number, d.IssuedOn, d.Issuer, d.Abstract, d.Summary, d.Level, d.Audience, d.ReceivedOn, tx.Now(), tx.Viewer().Person, d.Asked, d.DiscussBy); err != nil {
		return Received{}, err
	}
	return d, audit.Note(tx, "document.receive", "document", d.ID, d.Org, d)
}

// Correct writes a paper anew. An edit on an older text gets the newer one back.
func Correct(tx *store.Tx, id string, version int64, in Received) (Received, error) {
	d, err := Get(tx.Reader, id)
	if err != nil {
		return Received{}, err
	}
	if err := access.Must(tx.Reader, access.DocumentEdit, d.Org); err != nil {
		return Received{}, err
	}
	if d.Origin != "" { // the words are those of whoever sent it
		return Received{}, fault.New(fault.Conflict, "document_sent_down")
	}
	now := d
	now.Number, now.IssuedOn, now.Issuer, now.Abstract, now.Summary, now.Level, now.Audience, now.ReceivedOn = in.Number, in.IssuedOn, in.Issuer, in.Abstract, in.Summary, in.Level, in.Audience, in.ReceivedOn
	if err := now.tidy(tx.Today()); err != nil {
		return Received{}, err
	}
	if now == d {
		return d, nil
	}
	if d.Version != version {
		return Received{}, fault.Stale(d)
	}
	now.Version++
	if _, err := tx.Exec(`update document set number = $3, issued_on = $4, issuer = $5, abstract = $6, summary = $7, level = $8, audience = $9, received_on = $10, version = $11 where tenant = $1 and id = $2`,
		id, now.Number, now.IssuedOn, now.Issuer, now.Abstract, now.Summary, now.Level, now.Audience, now.ReceivedOn, now.Version); err != nil {
		return Received{}, err
	}
	return now, audit.Note(tx, "document.correct", "document", id, d.Org, map[string]any{"before": d, "after": now})
}
