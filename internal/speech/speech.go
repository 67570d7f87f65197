// Package speech is who spoke in a meeting, on which item and in what sense.
// The text is optional and may be written later; criticism and self-criticism
// are the cell's own and never leave it (decision 8).
package speech

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds of an opinion: góp ý, đồng tình, kiến nghị, tâm tư, tự phê bình, phê
// bình.
var Kinds = []string{"contribute", "agree", "propose", "concern", "self_criticism", "criticism"}

// Opinion is one time somebody spoke.
type Opinion struct {
	ID      string // made by the phone: the same again is the same opinion; "" makes one
	Meeting string
	Item    string // of the agenda; "" the meeting as a whole
	Member  string
	Kind    string
	Gist    string
	Bare    bool // spoke, and wishes that the words are not written down
	At      int64
	By      string
	Version int64
	// ReadBackAt is when the words were read back to a comrade without a phone, who
	// agreed to them; other words begin anew.
	ReadBackAt int64
}

// Add keeps an opinion of somebody on the roll who is in the room: it is two
// taps, the words may follow. Chair and scribe write, while the meeting lasts.
func Add(tx *store.Tx, in Opinion) (Opinion, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Opinion{}, err
	}
	in.Gist = vi.CleanText(in.Gist)
	if in.ID != "" {
		old, err := store.All(tx.Reader, scan, `select `+columns+` from opinion where tenant = $1 and id = $2`, in.ID)
		if err != nil {
			return Opinion{}, err
		}
		if len(old) > 0 && old[0].Meeting != in.Meeting {
			return Opinion{}, fault.Missing()
		}
		if len(old) > 0 {
			return old[0], nil
		}
	}
	switch {
	case m.State != meeting.InSession:
		return Opinion{}, fault.New(fault.Conflict, "meeting_not_open")
	case !slices.Contains(Kinds, in.Kind):
		return Opinion{}, fault.Bad("kind", "opinion_kind")
	case len(in.Gist) > 20_000:
		return Opinion{}, fault.Bad("gist", "meeting_text_long")
	}
	if err := meeting.MayKeepWords(tx.Reader, m); err != nil {
		return Opinion{}, err
	}
	if in.At <= 0 || in.At > tx.Now() || in.At < m.OpenedAt {
		in.At = tx.Now()
	}
	if err := maySpeak(tx.Reader, m, in.Member, in.At); err != nil {
		return Opinion{}, err
	}
	if in.Item != "" {
		secret := false
		if err := tx.Get([]any{&secret}, `select secret from agenda_item where tenant = $1 and meeting = $2 and id = $3`, in.Meeting, in.Item); err != nil {
			return Opinion{}, err
		}
		if secret && in.Gist != "" { // that somebody spoke may be noted, not what
			return Opinion{}, fault.New(fault.Invalid, "item_secret")
		}
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	in.By, in.Bare, in.Version = tx.Viewer().Person, false, 1
	if _, err := tx.Exec(`insert into opinion (tenant, id, meeting, item, member, kind, gist, bare, version, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, false, 1, $8, $9)`,
		in.ID, in.Meeting, in.Item, in.Member, in.Kind, in.Gist, in.At, in.By); err != nil {
		return Opinion{}, err
	}
	return in, audit.Note(tx, "speech.add", "meeting", m.ID, m.Org, map[string]any{"id": in.ID, "member": in.Member, "kind": in.Kind, "item": in.Item})
}

// MaySpeak says whether somebody could have spoken at that moment, as the roll call
// stands by now: the room above asks it again when marks have come in later. For
// whoever reads the minutes.
func MaySpeak(rd *store.Reader, id, member string, at int64) error {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return err
	}
	return maySpeak(rd, m, member, at)
}

// maySpeak refuses a stranger, the suspended, and whoever was not in the room at
// that moment. One whom the roll call has not reached may speak.
func maySpeak(rd *store.Reader, m meeting.Meeting, member string, at int64) error {
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(roll, func(r meeting.Rolled) bool { return r.Member == member && r.Activity != "suspended" })
	if n < 0 {
		return fault.Bad("member", "opinion_member")
	}
	marks, err := attendance.Marks(rd, m.ID)
	if err != nil {
		return err
	}
	k, marked := marks[member]
	switch {
	case marked && !attendance.Came(k.Status):
		return fault.Bad("member", "opinion_absent", "name", roll[n].FullName)
	case marked && k.Status == attendance.LeftEarly && k.LeftAt > 0 && k.LeftAt <= at:
		return fault.Bad("member", "opinion_left", "name", roll[n].FullName, "time", store.Clock(k.LeftAt).Format("15:04"))
	}
	return nil
}

// Words is the text of an opinion, or the speaker's wish that none be written.
type Words struct {
	Gist string
	Bare bool
}

// Write gives an opinion its text, or another, until the minutes are confirmed.
// A text on an older one gets the newer back, so that neither is lost.
func Write(tx *store.Tx, id, opinion string, version int64, w Words) (Opinion, error) {
	m, o, err := find(tx, id, opinion)
	if err != nil {
		return Opinion{}, err
	}
	if w.Gist = vi.CleanText(w.Gist); w.Bare {
		w.Gist = ""
	}
	switch {
	case w.Gist == o.Gist && w.Bare == o.Bare:
		return o, nil
	case m.At(meeting.Confirmed):
		return Opinion{}, fault.New(fault.Conflict, "meeting_confirmed").With(o)
	case o.Version != version:
		return Opinion{}, fault.Stale(o)
	case len(w.Gist) > 20_000:
		return Opinion{}, fault.Bad("gist", "meeting_text_long")
	}
	if n, err := tx.Int(`select count(*) from agenda_item where tenant = $1 and meeting = $2 and id = $3 and secret`, m.ID, o.Item); err != nil {
		return Opinion{}, err
	} else if n > 0 {
		return Opinion{}, fault.New(fault.Invalid, "item_secret")
	}
	if err := meeting.MayKeepWords(tx.Reader, m); err != nil {
		return Opinion{}, err
	}
	if _, err := tx.Exec(`update opinion set gist = $3, bare = $4, read_back_at = 0, version = version + 1 where tenant = $1 and id = $2`, opinion, w.Gist, w.Bare); err != nil {
		return Opinion{}, err
	}
	before := Words{o.Gist, o.Bare}
	o.Gist, o.Bare, o.Version, o.ReadBackAt = w.Gist, w.Bare, o.Version+1, 0
	return o, audit.Note(tx, "speech.write", "meeting", m.ID, m.Org, map[string]any{"id": opinion, "before": before, "after": w})
}

// Undo takes an opinion back that was tapped by mistake, while the meeting
// lasts.
func Undo(tx *store.Tx, id, opinion string) error {
	m, o, err := find(tx, id, opinion)
	if err != nil {
		return err
	}
	if m.State != meeting.InSession {
		return fault.New(fault.Conflict, "meeting_closed")
	}
	if _, err := tx.Exec(`delete from opinion where tenant = $1 and id = $2`, opinion); err != nil {
		return err
	}
	return audit.Note(tx, "speech.undo", "meeting", m.ID, m.Org, map[string]any{"id": opinion, "member": o.Member, "kind": o.Kind})
}

func find(tx *store.Tx, id, opinion string) (meeting.Meeting, Opinion, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return m, Opinion{}, err
	}
	o, err := store.One(tx.Reader, scan, `select `+columns+` from opinion where tenant = $1 and id = $2 and meeting = $3`, opinion, id)
	return m, o, err
}

const columns = `id, meeting, item, member, kind, gist, bare, at, by_person, version, read_back_at`

func scan(scan store.Scan) (o Opinion, err error) {
	err = scan(&o.ID, &o.Meeting, &o.Item, &o.Member, &o.Kind, &o.Gist, &o.Bare, &o.At, &o.By, &o.Version, &o.ReadBackAt)
	return
}

// List reads the opinions of a meeting in order.
func List(rd *store.Reader, id string) ([]Opinion, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from opinion where tenant = $1 and meeting = $2 order by at, id`, id)
}

// Speakers is how many members spoke.
func Speakers(rd *store.Reader, id string) (int, error) {
	all, err := List(rd, id)
	return len(speakers(all)), err
}

func speakers(all []Opinion) map[string]bool {
	seen := map[string]bool{}
	for _, o := range all {
		seen[o.Member] = true
	}
	return seen
}

// Silent are those in the room who have not spoken, in name order, so that the
// chair may invite them. It is for chair and scribe and only while the meeting
// lasts: afterwards nobody can ask who kept silent.
func Silent(rd *store.Reader, id string) ([]meeting.Rolled, error) {
	m, err := meeting.For(rd, id, access.MeetingRun)
	if err != nil || m.State != meeting.InSession {
		return nil, err
	}
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return nil, err
	}
	here, err := attendance.InRoom(rd, id)
	if err != nil {
		return nil, err
	}
	all, err := List(rd, id)
	spoke := speakers(all)
	return slices.DeleteFunc(roll, func(r meeting.Rolled) bool { return spoke[r.Member] || !here[r.Member] || r.Activity == "suspended" }), err
}

// Unwritten are the opinions whose words are still to be written, in order.
func Unwritten(all []Opinion) []Opinion {
	var out []Opinion
	for _, o := range all {
		if o.Gist == "" && !o.Bare {
			out = append(out, o)
		}
	}
	return out
}

// OfViewer lists what the viewer said at meetings, the first first.
func OfViewer(rd *store.Reader) ([]Opinion, error) {
	return store.All(rd, scan, `select o.id, o.meeting, o.item, o.member, o.kind, o.gist, o.bare, o.at, o.by_person, o.version, o.read_back_at from member m cross join opinion o
		where m.tenant = $1 and m.person = $2 and o.tenant = m.tenant and o.member = m.id order by o.at, o.id`, rd.Viewer().Person)
}
