// Package attendance is the roll call of a meeting: one mark a member, its
// history kept, absences announced beforehand by the member, and the counts.
// Exempt or away are facts of the frozen roll, not marks; an exempt member who
// comes counts among those present and those expected (decision 6). A new
// absence is "unexplained"; only the cell turns it into "unexcused". CheckIn is
// the busiest write of the country on the third of the month: one select, one
// insert and the audit entry.
package attendance

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// The statuses of a mark.
const (
	Present     = "present"
	Late        = "late"
	LeftEarly   = "left_early"
	Excused     = "excused"
	Unexplained = "unexplained"
	Unexcused   = "unexcused"

	Here = Present // as the room page says it
)

// Statuses, Reasons and Methods list what the API takes. "qr" is the code on the
// chair's screen, "helper" the member's own code taken down by one who helps, "paper"
// the printed sheet ticked afterwards.
var (
	Statuses = []string{Present, Late, LeftEarly, Excused, Unexplained, Unexcused}
	Reasons  = []string{"illness", "work", "away", "family", "other"}
	Methods  = []string{"scribe", "called", "self", "qr", "paper", "phone", "helper"}
)

const announced = "announced" // method of an absence the member gave notice of

// Came reports whether a status means that the member was there.
func Came(status string) bool { return status == Present || status == Late || status == LeftEarly }

// Mark is what the roll call holds about one member.
type Mark struct {
	Member    string
	Status    string
	ArrivedAt int64
	LeftAt    int64
	Reason    string
	Method    string
	At        int64
	By        string
	Version   int64
}

const markColumns = `k.member, k.status, coalesce(k.arrived_at, 0), coalesce(k.left_at, 0), k.reason, k.method, k.at, k.by_person, k.version`

func scanMark(scan store.Scan) (k Mark, err error) {
	err = scan(&k.Member, &k.Status, &k.ArrivedAt, &k.LeftAt, &k.Reason, &k.Method, &k.At, &k.By, &k.Version)
	return
}

// Marks reads the marks of a meeting by member. The reason is for those who
// keep the roll and for the member himself.
func Marks(rd *store.Reader, id string) (map[string]Mark, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	return marks(rd, m)
}

func marks(rd *store.Reader, m meeting.Meeting) (map[string]Mark, error) {
	all, err := store.All(rd, scanMark, `select `+markColumns+` from mark k where k.tenant = $1 and k.meeting = $2`, m.ID)
	if err != nil {
		return nil, err
	}
	keeps, err := meeting.Can(rd, m, access.MeetingRun)
	if err != nil {
		return nil, err
	}
	own := ""
	if !keeps {
		if own, err = ownMember(rd); err != nil {
			return nil, err
		}
	}
	out := make(map[string]Mark, len(all))
	for _, k := range all {
		if !keeps && k.Member != own {
			k.Reason = ""
		}
		out[k.Member] = k
	}
	return out, nil
}

// ownMember is the viewer's membership, "" when there is none.
func ownMember(rd *store.Reader) (string, error) {
	ids, err := rd.Strings(`select id from member where tenant = $1 and person = $2 order by ended_on is null desc, id desc limit 1`, rd.Viewer().Person)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// Attended tells by member who came to the meeting, for however long.
func Attended(rd *store.Reader, id string) (map[string]bool, error) {
	all, err := Marks(rd, id)
	out := map[string]bool{}
	for member, k := range all {
		if Came(k.Status) {
			out[member] = true
		}
	}
	return out, err
}

// InRoom tells who is there at this moment: a vote counts neither the one still
// to come nor the one who has left. Whoever is marked present, or came before the
// hour set, was there from the beginning, whenever that was tapped.
func InRoom(rd *store.Reader, id string) (map[string]bool, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	all, err := marks(rd, m)
	out := map[string]bool{}
	for member, k := range all {
		if Came(k.Status) && (k.Status == Present || k.ArrivedAt <= max(rd.Now(), m.StartsAt)) && (k.Status != LeftEarly || k.LeftAt > rd.Now()) {
			out[member] = true
		}
	}
	return out, err
}
