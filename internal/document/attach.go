package document

import (
	"slices"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Attachment is a file of a meeting or of a paper from above.
type Attachment struct {
	ID       string
	Meeting  string // one of the two is set
	Document string
	Item     string // the line of the agenda it belongs to; "" the whole meeting
	Role     string
	Title    string
	Level    string
	Name     string
	Format   string
	Size     int
	Sum      string
	Unread   string
	At       int64
	By       string
}

// mostFiles is how many a meeting or a paper may have.
const mostFiles = 30

const fileColumns = `id, meeting, document, item, role, title, level, name, format, size, sum, unread, at, by_person`

func scanFile(scan store.Scan) (a Attachment, err error) {
	err = scan(&a.ID, &a.Meeting, &a.Document, &a.Item, &a.Role, &a.Title, &a.Level, &a.Name, &a.Format, &a.Size, &a.Sum, &a.Unread, &a.At, &a.By)
	return
}

func filesOf(rd *store.Reader, column, id string) ([]Attachment, error) {
	return store.All(rd, scanFile, `select `+fileColumns+` from attachment where tenant = $1 and `+column+` = $2 and gone_at is null order by at, id`, id)
}

// Files lists the files of a meeting: to those who prepare it always, to the
// others who may see the meeting once it was announced.
func Files(rd *store.Reader, id string) ([]Attachment, error) {
	m, err := meeting.Get(rd, id)
	if err != nil {
		return nil, err
	}
	if shown, err := published(rd, m); err != nil || !shown {
		return nil, err
	}
	return filesOf(rd, "meeting", id)
}

// published tells whether the viewer may have the files of a meeting now.
func published(rd *store.Reader, m meeting.Meeting) (bool, error) {
	if m.At(meeting.Announced) {
		return true, nil
	}
	return meeting.Can(rd, m, access.MeetingPrepare)
}

// FilesOf lists the files of a paper from above; those of one sent down are the
// committee's, the same for every cell, before any of the cell's own.
func FilesOf(rd *store.Reader, id string) ([]Attachment, error) {
	d, err := Get(rd, id)
	if err != nil {
		return nil, err
	}
	var sent []Attachment
	if d.Origin != "" {
		if sent, err = SentFiles(rd, d.Origin); err != nil {
			return nil, err
		}
	}
	own, err := filesOf(rd, "document", id)
	return append(sent, own...), err
}

// Open reads the row of one file the viewer may have; its bytes are blob's.
func Open(rd *store.Reader, id string) (Attachment, error) {
	a, err := store.One(rd, scanFile, `select `+fileColumns+` from attachment where tenant = $1 and id = $2 and gone_at is null`, id)
	if err != nil {
		return Attachment{}, err
	}
	if a.Document != "" {
		return a, a.read(rd)
	}
	m, err := meeting.Get(rd, a.Meeting)
	if err != nil {
		return Attachment{}, err
	}
	shown, err := published(rd, m)
	if err == nil && !shown {
		err = fault.Missing()
	}
	return a, err
}

// place finds where a file is to be put and whether it still may.
func (a Attachment) place(rd *store.Reader) (org string, err error) {
	if a.Document != "" {
		d, err := Get(rd, a.Document)
		if err == nil {
			err = access.Must(rd, access.DocumentEdit, d.Org)
		}
		return d.Org, err
	}
	m, err := meeting.For(rd, a.Meeting, access.MeetingPrepare)
	if err != nil {
		return "", err
	}
	if m.At(meeting.Closed) {
		return "", fault.New(fault.Conflict, "papers_closed")
	}
	if a.Item != "" {
		secret := false
		if err := rd.Get([]any{&secret}, `select secret from agenda_item where tenant = $1 and meeting = $2 and id = $3`, a.Meeting, a.Item); err != nil {
			return "", err
		}
		if secret {
			return "", fault.Bad("file", "item_secret")
		}
	}
	return m.Org, nil
}

// MayAttach asks, before a file is read, whether one may come here at all.
func MayAttach(rd *store.Reader, a Attachment) error {
	org, err := a.place(rd)
	if err != nil {
		return err
	}
	if closed, err := meeting.ClosedContent(rd, org, rd.Today()); err != nil || closed {
		if closed {
			err = fault.New(fault.Invalid, "meeting_content_closed")
		}
		return err
	}
	return nil
}

// Attach writes the row of a file that Check let through and Keep has put on
// the disk. The same file at the same place again is the same attachment.
func Attach(tx *store.Tx, a Attachment, c Checked) (Attachment, error) {
	if err := MayAttach(tx.Reader, a); err != nil {
		return Attachment{}, err
	}
	org, err := a.place(tx.Reader)
	if err != nil {
		return Attachment{}, err
	}
	return attach(tx, org, a, c)
}

func attach(tx *store.Tx, org string, a Attachment, c Checked) (Attachment, error) {
	if a.Level == "" {
		a.Level = Normal
	}
	a.Title = vi.Clean(a.Title)
	if err := taken(a.Level, a.Title); err != nil {
		return Attachment{}, err
	}
	switch {
	case c.Sum == "":
		return Attachment{}, fault.Bad("file", "file_missing")
	case !slices.Contains(Roles, a.Role):
		return Attachment{}, fault.Bad("role", "paper_role")
	case len(a.Title) > 600:
		return Attachment{}, fault.Bad("title", "paper_title")
	}
	if a.Title == "" {
		a.Title = strings.TrimSuffix(c.Name, "."+c.Format)
	}
	have, err := filesOf(tx.Reader, map[bool]string{true: "document", false: "meeting"}[a.Document != ""], a.Document+a.Meeting)
	if err != nil {
		return Attachment{}, err
	}
	for _, o := range have {
		if o.Sum == c.Sum && o.Item == a.Item {
			return o, nil
		}
	}
	if len(have) >= mostFiles {
		return Attachment{}, fault.Bad("file", "papers_many", "most", mostFiles)
	}
	a.ID, a.Name, a.Format, a.Size, a.Sum, a.Unread, a.At, a.By = store.NewID(), c.Name, c.Format, c.Size, c.Sum, c.Unread, tx.Now(), tx.Viewer().Person
	if _, err := tx.Exec(`insert into attachment (tenant, id, meeting, document, item, role, title, level, name, format, size, sum, unread, at, by_person, gone_at, gone_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null, null)`,
		a.ID, a.Meeting, a.Document, a.Item, a.Role, a.Title, a.Level, a.Name, a.Format, a.Size, a.Sum, a.Unread, a.At, a.By); err != nil {
		return Attachment{}, err
	}
	if err := job.Enqueue(tx, SweepJob, nil, "sweep", nightAfter(tx.Now())); err != nil {
		return Attachment{}, err
	}
	return a, audit.Note(tx, "document.attach", "attachment", a.ID, org, a)
}

// Detach takes a file away, as long as its meeting is not over. Its bytes go
// with the next sweep that finds nobody else naming them.
func Detach(tx *store.Tx, id string) error {
	a, err := store.One(tx.Reader, scanFile, `select `+fileColumns+` from attachment where tenant = $1 and id = $2`, id)
	if err != nil {
		return err
	}
	org, err := a.place(tx.Reader)
	if err != nil {
		return err
	}
	return detach(tx, org, a)
}

func detach(tx *store.Tx, org string, a Attachment) error {
	n, err := tx.Exec(`update attachment set gone_at = $3, gone_by = $4 where tenant = $1 and id = $2 and gone_at is null`, a.ID, tx.Now(), tx.Viewer().Person)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "document.detach", "attachment", a.ID, org, a)
}

// nightAfter is half past two of the coming night.
func nightAfter(ms int64) int64 {
	t := store.Clock(ms)
	night := time.Date(t.Year(), t.Month(), t.Day(), 2, 30, 0, 0, store.Vietnam)
	if !night.After(t) {
		night = night.AddDate(0, 0, 1)
	}
	return night.UnixMilli()
}

// MayDetach asks whether the viewer may take the file away.
func MayDetach(rd *store.Reader, a Attachment) error {
	_, err := a.place(rd)
	return err
}
